/** Refusals of what Olla answers by itself. */
import { OllaError } from './olla-error.js';

/** What is asked for is no part of Olla: at all (501), or as it is configured (500). */
export class NotSupportedError extends OllaError {
  readonly code = 'not_supported';
  readonly source = 'client' as const;
  constructor(
    readonly status: 500 | 501,
    message: string,
  ) {
    super(message);
  }
}

/** A model that nobody has was asked for by its name. */
export class UnknownModelError extends OllaError {
  readonly code = 'model_not_found';
  readonly status = 404;
  readonly source = 'client' as const;
}
