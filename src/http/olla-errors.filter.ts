import { Catch } from '@nestjs/common';
import { OllaError } from '../core/olla-error.js';
import { AllExceptionsFilter } from './exception.filter.js';

/** Olla's own errors and no others: in somebody else's application all others are theirs to tell. */
@Catch(OllaError)
export class OllaErrorsFilter extends AllExceptionsFilter {}
