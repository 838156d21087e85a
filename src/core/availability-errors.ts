/** Refusals because no endpoint can take the request. */
import { OllaError } from './olla-error.js';

/** No endpoint is there for what was asked; nothing was tried. */
export class NoEndpointsError extends OllaError {
  readonly code = 'no_endpoints';
  readonly source = 'internal' as const;
  constructor(
    readonly status: 404 | 503,
    message: string,
    override readonly retryAfterSeconds?: number,
  ) {
    super(message);
  }
}

/** Endpoints are there, but each is out of rotation for a time: breaker open, held, draining, full. */
export class AllUnavailableError extends OllaError {
  readonly code = 'unavailable';
  readonly status = 503;
  readonly source = 'internal' as const;
  constructor(
    message: string,
    override readonly retryAfterSeconds: number,
  ) {
    super(message);
  }
}

export class ShuttingDownError extends OllaError {
  readonly code = 'shutting_down';
  readonly status = 503;
  readonly source = 'internal' as const;
  override readonly retryAfterSeconds = 1;
  constructor() {
    super('Olla is shutting down');
  }
}

export class InternalError extends OllaError {
  readonly code = 'internal';
  readonly status = 500;
  readonly source = 'internal' as const;
  constructor(options?: ErrorOptions) {
    super('Internal server error', options);
  }
}
