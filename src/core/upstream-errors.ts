/**
 * What can go wrong between Olla and a backend. Each class says what the failure means for the
 * endpoint (architecture.md §6, decisions.md 1 to 6); who acts on it is the health module.
 */
import { OllaError } from './olla-error.js';

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)}s`;
/** ` tcp 127.0.0.1:11434` and ` lookup gpu-1` in the words for a failed connection. */
const ADDRESS = / tcp(?: [^\s:]*:\d+|: lookup \S+?)(?=:)/;

export abstract class UpstreamError extends OllaError {
  readonly source = 'upstream' as const;
  readonly status: number = 502;
  /** Before the first byte: may another endpoint be tried? */
  override readonly retryable: boolean = true;
  /** Does the endpoint leave rotation at once? */
  readonly demotes: boolean = false;
  /** Is the endpoint probed at once? */
  readonly probes: boolean = false;
  /** Does it count for the circuit breaker? */
  readonly trips: boolean = true;
  /** Did it happen on a kept-alive socket that had served before (a stale socket blames nobody)? */
  onReusedSocket = false;
  /** The original's wording after `<elapsed>`, see {@link describe}. */
  protected abstract describe(elapsed: string, cause: string): string;

  /** The sentence of proxying.md §15.1; `elapsedMs` since the request began. */
  text(elapsedMs: number): string {
    return this.describe(seconds(elapsedMs), this.message);
  }

  /** The same for a client: without the addresses of the house (proxying.md §23, B11). */
  textForClient(elapsedMs: number): string {
    return this.describe(seconds(elapsedMs), this.message.replace(ADDRESS, ''));
  }
}

/** Refused, reset, unreachable, unknown host. */
export class UpstreamConnectError extends UpstreamError {
  readonly code = 'upstream_connect';
  override readonly demotes = true;
  override readonly probes = true;
  protected describe(elapsed: string, cause: string): string {
    return `network error after ${elapsed} - ${cause} (check network connectivity to LLM backend)`;
  }
}

/** TCP connect, TLS handshake or resolver ran out of time. */
export class UpstreamConnectTimeoutError extends UpstreamError {
  readonly code = 'upstream_connect_timeout';
  override readonly status = 504;
  override readonly demotes = true;
  override readonly probes = true;
  protected describe(elapsed: string): string {
    return networkTimeout(elapsed);
  }
}

/** The certificate or the handshake was refused. */
export class UpstreamTlsError extends UpstreamError {
  readonly code = 'upstream_tls';
  override readonly demotes = true;
  override readonly probes = true;
  protected describe(elapsed: string): string {
    return `TLS certificate error after ${elapsed} - invalid SSL certificate on LLM backend`;
  }
}

/** The socket closed without an answer. */
export class UpstreamClosedError extends UpstreamError {
  readonly code = 'upstream_closed';
  override readonly probes = true;
  protected describe(elapsed: string): string {
    return `connection closed after ${elapsed} - AI backend ended communication unexpectedly`;
  }
}

/** No response header within `proxy.response_header_timeout`. */
export class UpstreamHeaderTimeoutError extends UpstreamError {
  readonly code = 'upstream_header_timeout';
  override readonly status = 504;
  protected describe(elapsed: string): string {
    return networkTimeout(elapsed);
  }
}

/** The answer is no HTTP, or its head is too large. */
export class UpstreamProtocolError extends UpstreamError {
  readonly code = 'upstream_protocol';
  override readonly probes = true;
  protected describe(elapsed: string, cause: string): string {
    return `request failed after ${elapsed}: ${cause}`;
  }
}

/** No free connection within `proxy.pool.queue_timeout`. */
export class UpstreamQueueTimeoutError extends UpstreamError {
  readonly code = 'upstream_queue_timeout';
  override readonly status = 503;
  override readonly trips = false;
  override readonly retryAfterSeconds = 1;
  protected describe(elapsed: string, cause: string): string {
    return `request failed after ${elapsed}: ${cause}`;
  }
}

/** An answer whose status is one of `proxy.retry.on_status` and was passed over for another endpoint. */
export class UpstreamStatusError extends UpstreamError {
  readonly code = 'upstream_status';
  constructor(readonly upstreamStatus: number) {
    super(`backend answered ${upstreamStatus}`);
  }
  protected describe(elapsed: string, cause: string): string {
    return `request failed after ${elapsed}: ${cause}`;
  }
}

/** The answer broke off after its first byte. */
export class UpstreamStreamError extends UpstreamError {
  readonly code = 'upstream_stream';
  override readonly retryable = false;
  override readonly probes = true;
  override readonly trips = false;
  protected describe(elapsed: string): string {
    return `AI backend closed connection after ${elapsed} - response stream ended unexpectedly`;
  }
}

/** Silence for longer than `proxy.read_timeout` in the middle of an answer. */
export class UpstreamStalledError extends UpstreamError {
  readonly code = 'upstream_stalled';
  override readonly status = 504;
  override readonly retryable = false;
  override readonly probes = true;
  override readonly trips = false;
  constructor(private readonly limitMs: number) {
    super(`no data received for ${(limitMs / 1000).toFixed(1)}s`);
  }
  protected describe(): string {
    const seconds = (this.limitMs / 1000).toFixed(1);
    return `AI backend stopped responding - no data received for ${seconds}s (backend may be overloaded)`;
  }
}

const networkTimeout = (elapsed: string): string =>
  `network timeout after ${elapsed} - unable to connect to LLM backend (check backend availability)`;
