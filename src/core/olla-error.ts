/** Stable codes: clients, logs and metrics rely on them. */
export type OllaErrorCode =
  | 'bad_request'
  | 'body_cut'
  | 'body_too_large'
  | 'client_cancelled'
  | 'forbidden'
  | 'headers_too_large'
  | 'internal'
  | 'model_not_found'
  | 'model_unavailable'
  | 'no_endpoints'
  | 'not_found'
  | 'not_supported'
  | 'queue_full'
  | 'queue_timeout'
  | 'rate_limited'
  | 'shutting_down'
  | 'unauthenticated'
  | 'unavailable'
  | 'upstream_closed'
  | 'upstream_connect'
  | 'upstream_connect_timeout'
  | 'upstream_header_timeout'
  | 'upstream_protocol'
  | 'upstream_queue_timeout'
  | 'upstream_stalled'
  | 'upstream_status'
  | 'upstream_stream'
  | 'upstream_tls';

export type ErrorSource = 'client' | 'upstream' | 'internal';

/**
 * An error that says what happened (`code`), whose it is (`source`), why (`cause`) and whether trying
 * elsewhere may help (`retryable`). `message` is what a client may read.
 */
export abstract class OllaError extends Error {
  abstract readonly code: OllaErrorCode;
  /** HTTP status of the answer when nothing was sent yet. */
  abstract readonly status: number;
  abstract readonly source: ErrorSource;
  readonly retryable: boolean = false;
  /** Seconds after which trying again can help: becomes `Retry-After`. */
  readonly retryAfterSeconds?: number;
}
