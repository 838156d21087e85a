import type { EndpointStatus } from '../core/endpoint.js';
import type { Load } from '../core/load.js';
import type { Observation } from './observation.js';
import { parseRetryAfter } from './retry-after.js';

/** Numbers of `error_type` in the log, as operators of the original know them. */
export const ERROR_TYPE = { none: 0, network: 1, timeout: 2, other: 3, breakerOpen: 4 } as const;

/** What a check means for its endpoint. */
export interface Verdict {
  readonly status: EndpointStatus;
  readonly errorType: (typeof ERROR_TYPE)[keyof typeof ERROR_TYPE];
  /** HTTP status; 0 when there was none. */
  readonly statusCode: number;
  readonly error?: string;
  /** Epoch milliseconds before which the endpoint does not want to be asked again; 0 = free. */
  readonly rateLimitedUntil: number;
  /** Something about the answer that an operator may want to know. */
  readonly notice?: string;
}

export interface Circumstances {
  readonly now: number;
  readonly checkTimeoutMs: number;
  readonly load: Pick<Load, 'inFlight' | 'lastByteAt'>;
}

const SLOW_MS = 10_000;
const DEFAULT_PAUSE_MS = 30_000;
const LONGEST_PAUSE_MS = 10 * 60_000;
const STILL_PROGRESSING_MS = 5_000;

/** The breaker of the probes let no request out. */
export const BREAKER_OPEN: Verdict = {
  status: 'offline',
  errorType: ERROR_TYPE.breakerOpen,
  statusCode: 0,
  error: 'circuit breaker open',
  rateLimitedUntil: 0,
};

/** The check itself broke down. */
export const crashed = (error: unknown): Verdict => ({
  status: 'offline',
  errorType: ERROR_TYPE.other,
  statusCode: 0,
  error: String(error),
  rateLimitedUntil: 0,
});

/** The tables of models-and-health.md §4.2 and §4.3. */
export function classify(seen: Observation, circumstances: Circumstances): Verdict {
  if (seen.kind === 'failure') return ofFailure(seen.cause, seen.message, circumstances);
  const { status: statusCode } = seen;
  const rest = { errorType: ERROR_TYPE.none, statusCode, rateLimitedUntil: 0 };
  if (statusCode === 401 || statusCode === 403) return { status: 'config_error', ...rest };
  if (statusCode === 429)
    return { status: 'rate_limited', ...rest, ...pause(seen.retryAfter, circumstances.now) };
  if (seen.loading) return { status: 'warming', ...rest };
  // Even a slow 500 is busy: a backend that answers after ten seconds is there, and overloaded.
  if (seen.latencyMs > SLOW_MS) return { status: 'busy', ...rest };
  return { status: statusCode >= 200 && statusCode < 300 ? 'healthy' : 'unhealthy', ...rest };
}

function ofFailure(
  cause: 'network' | 'timeout' | 'other',
  error: string,
  circumstances: Circumstances,
): Verdict {
  const rest = { errorType: ERROR_TYPE[cause], statusCode: 0, error, rateLimitedUntil: 0 };
  if (cause === 'other') return { status: 'unhealthy', ...rest };
  return { status: cause === 'timeout' && isProgressing(circumstances) ? 'busy' : 'offline', ...rest };
}

/** A backend with a single slot that is answering somebody cannot answer a probe too. */
function isProgressing({ now, checkTimeoutMs, load }: Circumstances): boolean {
  return load.inFlight > 0 && now - load.lastByteAt <= checkTimeoutMs + STILL_PROGRESSING_MS;
}

function pause(retryAfter: string | undefined, now: number): { rateLimitedUntil: number; notice?: string } {
  const until = retryAfter === undefined ? undefined : parseRetryAfter(retryAfter, now);
  if (until !== undefined) return { rateLimitedUntil: Math.min(until, now + LONGEST_PAUSE_MS) };
  const what = retryAfter === undefined ? 'no' : 'malformed';
  const notice = `${what} Retry-After header on 429, using default backoff`;
  return { rateLimitedUntil: now + DEFAULT_PAUSE_MS, notice };
}
