import type { ArgumentMetadata } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import { AdminValidationPipe } from '../http/validation.pipe.js';
import { invalid } from '../http/problem.js';
import { ConfigTextDto, LONGEST_TEXT } from './config.dto.js';

/** The text of a configuration from a body that is one, or that has one as JSON. */
@Injectable()
export class ConfigTextPipe extends AdminValidationPipe {
  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<string> {
    if (typeof value === 'string') return checked(value);
    const body = await super.transform(value, { ...metadata, metatype: ConfigTextDto });
    return (body as ConfigTextDto).text;
  }
}

function checked(text: string): string {
  if (text.length <= LONGEST_TEXT) return text;
  const detail = `must be at most ${LONGEST_TEXT} characters long`;
  throw invalid('The request has content that is not accepted', [{ path: '', detail }]);
}
