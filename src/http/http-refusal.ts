import type { HttpException } from '@nestjs/common';
import { OllaError, type OllaErrorCode } from '../core/olla-error.js';

const CODE: Readonly<Record<number, OllaErrorCode>> = {
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not_found',
  413: 'body_too_large',
  429: 'rate_limited',
  503: 'unavailable',
};

/** One of Nest's own exceptions on a proxied route: thrown by a guard or an interceptor of a company's. */
export class HttpRefusal extends OllaError {
  readonly source = 'client' as const;
  readonly code: OllaErrorCode;
  readonly status: number;

  constructor(cause: HttpException) {
    super(cause.message, { cause });
    this.status = cause.getStatus();
    this.code = CODE[this.status] ?? (this.status < 500 ? 'bad_request' : 'internal');
  }
}
