import type { EndpointState } from './endpoint.js';
import type { Forecast } from './forecast.js';
import type { RoutingDecision, StickyOutcome } from './exchange.js';
import type { OllaErrorCode } from './olla-error.js';
import type { TraceContext } from './trace-context.js';

export type Result = 'completed' | 'failed' | 'cancelled' | 'refused';

/** One try of one endpoint. */
export interface AttemptRecord {
  readonly endpointUrl: string;
  readonly endpointName: string;
  /** Milliseconds after the exchange began. */
  readonly startedMs: number;
  readonly durationMs: number;
  /** `success` = an answer was relayed to its end, whatever its HTTP status. */
  readonly result: 'success' | 'failed' | 'cancelled' | 'passed_over';
  /** HTTP status of the backend; 0 when it gave none. */
  readonly status: number;
  readonly bytes: number;
  readonly error?: OllaErrorCode;
  /** The span that its backend was told of; absent while nothing is traced. */
  readonly spanId?: string;
}

/** Figures of one answer as the backend told them (backends.md §8). Absent is what it did not tell. */
export interface Usage {
  readonly inputTokens?: number | undefined;
  readonly outputTokens?: number | undefined;
  readonly totalTokens?: number | undefined;
  /** Of the input, what the backend still knew from an earlier request. */
  readonly cachedTokens?: number | undefined;
  /** Of the output, what nobody gets to read. */
  readonly reasoningTokens?: number | undefined;
  readonly model?: string | undefined;
  readonly finishReason?: string | undefined;
  /** Milliseconds that the backend says it took. */
  readonly ttftMs?: number | undefined;
  readonly promptMs?: number | undefined;
  readonly generationMs?: number | undefined;
  readonly modelLoadMs?: number | undefined;
  readonly totalMs?: number | undefined;
  readonly tokensPerSecond?: number | undefined;
  readonly isComplete?: boolean | undefined;
}

/** How a request came to Olla's queue. */
export interface QueueVisit {
  /** Its place when it came, from 1. */
  readonly position: number;
  /** Name of the endpoint that it would have waited for the least, as things were. */
  readonly waitsFor: string;
  /** Milliseconds that this was expected to take. */
  readonly expectedMs: number;
}

/** How a request was served that came in a dialect of its own. */
export interface Translation {
  readonly translator: string;
  /** Whether the endpoint speaks the dialect itself, or the request and its answer were converted. */
  readonly mode: 'passthrough' | 'translation';
  /** Why it was not passed through, where that was wanted. */
  readonly fallbackReason?:
    'no_compatible_endpoints' | 'translator_does_not_support_passthrough' | 'cannot_passthrough' | undefined;
}

/**
 * What happened to one request: handed to every observer, once per exchange, whatever happened.
 * All figures of the product come from here.
 */
export interface Outcome {
  readonly requestId: string;
  readonly result: Result;
  /** Status that the client got; 0 when it got none. */
  readonly status: number;
  readonly method: string;
  readonly path: string;
  readonly clientAddress: string;
  /** Name of the caller who proved who they are. */
  readonly caller?: string | undefined;
  readonly endpointUrl?: string | undefined;
  readonly endpointName?: string | undefined;
  /** Model as asked for, lower-cased; undefined when the request names none. */
  readonly model?: string | undefined;
  /** The model under the name that the answering endpoint was sent, where that is another one. */
  readonly nativeModel?: string | undefined;
  readonly routing?: RoutingDecision | undefined;
  readonly sticky?: { readonly outcome: StickyOutcome; readonly source: string } | undefined;
  readonly attempts: readonly AttemptRecord[];
  /** The provider whose prefix the request came under; `` for the plain proxy. */
  readonly provider?: string | undefined;
  /** The endpoints that could have served it, best tier first, as they were then. */
  readonly tiers?: readonly (readonly EndpointState[])[] | undefined;
  /** Milliseconds that it waited, in Olla's queue or in vain for a free connection. */
  readonly queuedMs?: number | undefined;
  /** Undefined when it did not have to wait. */
  readonly queue?: QueueVisit | undefined;
  /** What the strategy expected of the last attempt, where it expected something. */
  readonly forecast?: Forecast | undefined;
  readonly requestBytes: number;
  readonly responseBytes: number;
  /** In how many pieces they came; of a stream about one per token. */
  readonly outputPieces?: number | undefined;
  /** Epoch milliseconds. */
  readonly startedAt: number;
  /** Milliseconds after the start; undefined when it never came so far. */
  readonly headersMs?: number | undefined;
  readonly firstByteMs?: number | undefined;
  readonly lastByteMs?: number | undefined;
  readonly durationMs: number;
  readonly streaming: boolean;
  readonly usage?: Usage | undefined;
  readonly error?: { readonly code: OllaErrorCode; readonly message: string } | undefined;
  readonly userAgent?: string | undefined;
  readonly referer?: string | undefined;
  readonly contentType?: string | undefined;
  readonly accept?: string | undefined;
  /** Path and query as they came: the query may hold secrets. */
  readonly target?: string | undefined;
  /** Refused by a guard, before anything was read of it. */
  readonly atTheDoor?: boolean | undefined;
  /** Undefined for what goes through as it came. */
  readonly translation?: Translation | undefined;
  /** Undefined while nothing is traced. */
  readonly trace?: TraceContext | undefined;
}

/** Told of every outcome. One that throws, or whose promise is rejected, never harms a request. */
export interface OutcomeObserver {
  observe(outcome: Outcome): void | Promise<void>;
}
