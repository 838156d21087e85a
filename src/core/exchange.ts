import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Caller } from './caller.js';
import type { Endpoint, EndpointState } from './endpoint.js';
import type { Forecast } from './forecast.js';
import type { AttemptRecord, QueueVisit } from './outcome.js';
import type { OllaError } from './olla-error.js';
import type { Dialect, Scope } from './surface.js';
import { Tail } from './tail.js';
import type { TraceContext } from './trace-context.js';

export type StickyOutcome = 'hit' | 'miss' | 'repin' | 'disabled';

/** Why a request goes where it goes (models-and-health.md §14). */
export interface RoutingDecision {
  readonly strategy: string;
  readonly action: 'routed' | 'rejected' | 'fallback';
  readonly status: number;
  readonly reason: string;
}

/** What a request needs of a model beyond words in and words out (models-and-health.md §13.4). */
export type Need = 'vision' | 'functions' | 'embeddings' | 'code';

/** Something that can be given up; `abort` may come at any time and more than once. */
export interface Abortable {
  abort(reason: OllaError): void;
}

/**
 * One request on its way. Created at the door, handed from step to step, never stored. Every field is
 * set in the constructor, so that all instances have one shape.
 */
export class Exchange {
  /** Epoch milliseconds, and the monotonic clock at the same moment. */
  readonly startedAt = Date.now();
  readonly startedTick = performance.now();
  /** Path after prefix removal, escaped bytes as they came; starts with `/`. */
  path = '/';
  /** Query as it came, with its `?`; `` when there is none. */
  query = '';
  scope: Scope = EVERYWHERE;
  dialect: Dialect = 'openai';
  /** Who proved to be calling; undefined where nobody has to. */
  caller: Caller | undefined = undefined;
  /** The whole body, byte for byte; every attempt starts from it. */
  body: Buffer = EMPTY;
  /** Trimmed and lower-cased for look-ups and headers; `` when the body names none. */
  model = '';
  /** What the endpoint of the present attempt calls the model; `` while it is sent the client's spelling. */
  nativeModel = '';
  /** Does the client ask for a stream? */
  stream = false;
  /** What the model must be able to do, as far as that counts for routing. */
  needs: readonly Need[] = NO_NEEDS;
  decision: RoutingDecision | undefined = undefined;
  /** What endpoints call the model, by URL; one that is missing is sent the name that the client wrote. */
  names: ReadonlyMap<string, string> | undefined = undefined;
  /** What the strategy expects of the present attempt, where it expects something. */
  forecast: Forecast | undefined = undefined;
  /** The endpoints that may serve it, best tier first. */
  tiers: readonly (readonly EndpointState[])[] = NO_TIERS;
  sticky: { outcome: StickyOutcome; source: string } | undefined = undefined;
  /** The endpoint of the present attempt, then the one that answered. */
  endpoint: Endpoint | undefined = undefined;
  /** What was tried, in order. */
  readonly attempts: AttemptRecord[] = [];
  /** A status line or a byte has left: from here on nothing can be taken back. */
  committed = false;
  /** The head of an event stream has left while the request waits; who answers is open. */
  begunEarly = false;
  /** The client is gone. */
  cancelled = false;
  /** Milliseconds that it waited in vain for a free connection. */
  queuedMs = 0;
  /** Milliseconds that it waited in Olla's queue. */
  waitedMs = 0;
  /** How it came there; undefined when it did not have to wait. */
  queue: QueueVisit | undefined = undefined;
  /** Milliseconds after the start; -1 = has not happened. */
  headersMs = -1;
  firstByteMs = -1;
  lastByteMs = -1;
  status = 0;
  bytesOut = 0;
  /** How an error can be told inside the answer that has begun; `` = only by breaking it off. */
  inBand: 'sse' | 'ndjson' | '' = '';
  readonly tail = new Tail();
  error: OllaError | undefined = undefined;
  /** Where it stands in a trace; undefined while nothing is traced. */
  trace: TraceContext | undefined = undefined;
  /** What is under way for this request now; aborted when the client leaves. */
  underWay: Abortable | undefined = undefined;

  constructor(
    readonly id: string,
    readonly request: IncomingMessage,
    readonly reply: ServerResponse,
    /** The socket's peer, normalised; never a forwarded header. */
    readonly peer: string,
    /** The client as limits and logs know it: the peer, or what a trusted proxy said. */
    readonly client: string,
    /** Header lines that belong on every answer to this request: name, value, name, value. */
    readonly replyHeaders: string[],
  ) {}

  get method(): string {
    return this.request.method ?? 'GET';
  }

  /** Milliseconds since the exchange began. */
  elapsed(): number {
    return performance.now() - this.startedTick;
  }
}

const EMPTY = Buffer.alloc(0);
const NO_TIERS: readonly (readonly EndpointState[])[] = Object.freeze([]);
const NO_NEEDS: readonly Need[] = Object.freeze([]);
/** Every endpoint may serve. */
export const EVERYWHERE: Scope = { provider: '', failClosed: false };
