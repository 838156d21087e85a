/** Refusals that are the client's doing, or that tell it what is not there. */
import { OllaError, type OllaErrorCode } from './olla-error.js';

abstract class ClientError extends OllaError {
  readonly source = 'client' as const;
}

export class BadRequestError extends ClientError {
  readonly code = 'bad_request';
  readonly status = 400;
}

/** The client's body broke off or was malformed on the wire. */
export class BodyCutError extends ClientError {
  readonly code = 'body_cut';
  readonly status = 400;
}

export class BodyTooLargeError extends ClientError {
  readonly code = 'body_too_large';
  readonly status = 413;
  constructor() {
    super('Request body too large');
  }
}

export class HeadersTooLargeError extends ClientError {
  readonly code = 'headers_too_large';
  readonly status = 431;
  constructor() {
    super('Request headers too large');
  }
}

export class RateLimitedError extends ClientError {
  readonly code = 'rate_limited';
  readonly status = 429;
  constructor(
    override readonly retryAfterSeconds: number,
    message = 'Too Many Requests',
  ) {
    super(message);
  }
}

export class NotFoundError extends ClientError {
  readonly code = 'not_found';
  readonly status = 404;
  constructor(message = '404 page not found') {
    super(message);
  }
}

/** The client left before its answer was complete. Counts against nobody (decisions.md 8). */
export class ClientCancelledError extends ClientError {
  readonly code = 'client_cancelled';
  readonly status = 499;
}

/** Nobody that Olla knows is calling. The message never says whether a key exists. */
export class UnauthenticatedError extends ClientError {
  readonly code = 'unauthenticated';
  readonly status = 401;
  constructor(message = 'A valid API key is required') {
    super(message);
  }
}

/** The caller is known and may not have this. */
export class ForbiddenError extends ClientError {
  readonly code = 'forbidden';
  readonly status = 403;
}

/** A routing decision that refuses the request; `reason` is the original's text for it. */
export class RoutingRefusedError extends OllaError {
  readonly source = 'client' as const;
  readonly code: OllaErrorCode;
  constructor(
    readonly status: number,
    /** Machine-readable reason, such as `model_not_found`. */
    readonly reason: string,
    readonly model: string,
    override readonly retryAfterSeconds?: number,
  ) {
    super(
      status === 404
        ? `The model '${model}' does not exist on any endpoint`
        : `The model '${model}' is not available at the moment`,
    );
    this.code = status === 404 ? 'model_not_found' : 'model_unavailable';
  }
}
