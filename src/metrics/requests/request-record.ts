import type { EndpointState } from '../../core/endpoint.js';
import type { Forecast } from '../../core/forecast.js';
import type { AttemptRecord, Outcome, Usage } from '../../core/outcome.js';
import { timeToFirstTokenMs, tokensPerSecond } from '../../core/speed.js';

/** What is remembered of a request that is over. Never bodies, credentials, queries or header values. */
export interface RequestRecord {
  readonly id: string;
  /** Epoch milliseconds. */
  readonly startedAt: number;
  readonly method: string;
  readonly path: string;
  readonly provider: string;
  readonly client: string;
  readonly caller: string | undefined;
  readonly model: string | undefined;
  /** What the endpoint calls the model, where that is another name. */
  readonly sentModel: string | undefined;
  readonly streaming: boolean;
  readonly result: Outcome['result'];
  /** Status that the client got; 0 = none. */
  readonly status: number;
  readonly error: Outcome['error'];
  readonly endpoint: string | undefined;
  readonly routing: Outcome['routing'];
  readonly sticky: Outcome['sticky'];
  /** Those that could have served it, best tier first. Snapshots of the fleet that requests share: nothing is copied. */
  readonly tiers: readonly (readonly EndpointState[])[];
  readonly attempts: readonly AttemptRecord[];
  readonly forecast: Forecast | undefined;
  readonly waitedMs: number;
  readonly queue: Outcome['queue'];
  readonly headersMs: number | undefined;
  readonly firstByteMs: number | undefined;
  readonly lastByteMs: number | undefined;
  readonly durationMs: number;
  readonly requestBytes: number;
  readonly responseBytes: number;
  readonly firstTokenMs: number | undefined;
  readonly tokensPerSecond: number | undefined;
  readonly usage: Usage | undefined;
  /** Where its spans are found, if they were kept. */
  readonly traceId: string | undefined;
}

const NO_TIERS: RequestRecord['tiers'] = Object.freeze([]);
/** Longer names are somebody's joke: a few hundred of them would fill the memory. */
const LONGEST_TEXT = 1_024;

/** What an outcome leaves behind. */
export function requestRecord(outcome: Outcome): RequestRecord {
  return {
    id: clipped(outcome.requestId),
    startedAt: outcome.startedAt,
    method: outcome.method,
    path: clipped(withoutQuery(outcome.path)),
    provider: outcome.provider ?? '',
    client: outcome.clientAddress,
    caller: outcome.caller,
    model: outcome.model && clipped(outcome.model),
    sentModel: outcome.nativeModel,
    streaming: outcome.streaming,
    result: outcome.result,
    status: outcome.status,
    error: outcome.error,
    endpoint: outcome.endpointName,
    routing: outcome.routing,
    sticky: outcome.sticky,
    tiers: outcome.tiers ?? NO_TIERS,
    attempts: outcome.attempts,
    forecast: outcome.forecast,
    waitedMs: outcome.queuedMs ?? 0,
    queue: outcome.queue,
    headersMs: outcome.headersMs,
    firstByteMs: outcome.firstByteMs,
    lastByteMs: outcome.lastByteMs,
    durationMs: outcome.durationMs,
    requestBytes: outcome.requestBytes,
    responseBytes: outcome.responseBytes,
    firstTokenMs: timeToFirstTokenMs(outcome),
    tokensPerSecond: tokensPerSecond(outcome),
    usage: outcome.usage,
    traceId: outcome.trace?.sampled ? outcome.trace.traceId : undefined,
  };
}

/** Copied: a part of a string keeps the whole of it in memory. */
function clipped(text: string): string {
  return text.length <= LONGEST_TEXT ? text : Buffer.from(`${text.slice(0, LONGEST_TEXT)}…`).toString();
}

function withoutQuery(path: string): string {
  const query = path.indexOf('?');
  return query < 0 ? path : path.slice(0, query);
}
