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

const MS_PER_SECOND = 1_000;
/** Whoever comes back later than this asks somebody else. */
const LONGEST_RETRY_SECONDS = 600;

const secondsOf = (ms: number): number =>
  Math.min(Math.max(Math.ceil(ms / MS_PER_SECOND), 1), LONGEST_RETRY_SECONDS);

/** Every endpoint is busy, and the queue has no room for one more request of this caller. */
export class QueueFullError extends OllaError {
  readonly code = 'queue_full';
  readonly status = 503;
  readonly source = 'internal' as const;
  override readonly retryAfterSeconds: number;
  /** @param waitMs how long a request is expected to wait now, in milliseconds */
  constructor(waitMs: number) {
    super('Every endpoint is busy and the queue is full');
    this.retryAfterSeconds = secondsOf(waitMs);
  }
}

/** The request waited in the queue as long as it may, or would have to wait longer. */
export class QueueTimeoutError extends OllaError {
  readonly code = 'queue_timeout';
  readonly status = 503;
  readonly source = 'internal' as const;
  override readonly retryAfterSeconds: number;
  /**
   * @param limitMs how long it may wait, in milliseconds
   * @param retryMs when trying again can help, in milliseconds
   */
  constructor(limitMs: number, retryMs: number) {
    super(`No endpoint had a free slot within ${Math.round(limitMs / MS_PER_SECOND)} s`);
    this.retryAfterSeconds = secondsOf(retryMs);
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
