import type { Endpoint } from '../core/endpoint.js';
import type { Exchange } from '../core/exchange.js';
import type { Outcome, Result, Usage } from '../core/outcome.js';
import type { Tail } from '../core/tail.js';
import type { ReadsUsage } from './usage/usage-reader.js';

/** What is told of an exchange when it is over. */
export const outcomeOf = (exchange: Exchange, usage: ReadsUsage): Outcome => new Settled(exchange, usage);

/** From this status on an answer is an error and has no figures. */
const FIRST_ERROR = 400;

/** One shape for all, made once per request. */
class Settled implements Outcome {
  readonly requestId: string;
  readonly result: Result;
  readonly status: number;
  readonly method: string;
  readonly path: string;
  readonly clientAddress: string;
  readonly caller: string | undefined;
  readonly endpointUrl: string | undefined;
  readonly endpointName: string | undefined;
  readonly model: string | undefined;
  readonly nativeModel: string | undefined;
  readonly routing: Outcome['routing'];
  readonly sticky: Outcome['sticky'];
  readonly attempts: Outcome['attempts'];
  readonly provider: string;
  readonly tiers: Outcome['tiers'];
  readonly queuedMs: number;
  readonly queue: Outcome['queue'];
  readonly forecast: Outcome['forecast'];
  readonly requestBytes: number;
  readonly responseBytes: number;
  readonly outputPieces: number;
  readonly startedAt: number;
  readonly headersMs: number | undefined;
  readonly firstByteMs: number | undefined;
  readonly lastByteMs: number | undefined;
  readonly durationMs: number;
  readonly streaming: boolean;
  readonly error: Outcome['error'];
  readonly userAgent: string | undefined;
  readonly referer: string | undefined;
  readonly contentType: string | undefined;
  readonly accept: string | undefined;
  readonly target: string | undefined;
  readonly trace: Outcome['trace'];
  /** What figures are read from; undefined once they are. */
  #answer: Answer | undefined;
  #usage: Usage | undefined = undefined;
  readonly #reader: ReadsUsage;

  constructor(exchange: Exchange, reader: ReadsUsage) {
    const { error } = exchange;
    this.requestId = exchange.id;
    this.result = resultOf(exchange);
    this.status = exchange.status;
    this.method = exchange.method;
    this.path = exchange.path;
    this.clientAddress = exchange.client;
    this.caller = exchange.caller?.name;
    this.endpointUrl = exchange.endpoint?.url;
    this.endpointName = exchange.endpoint?.name;
    this.model = exchange.model || undefined;
    this.nativeModel = exchange.nativeModel || undefined;
    this.routing = exchange.decision;
    this.sticky = exchange.sticky;
    this.attempts = exchange.attempts;
    this.provider = exchange.scope.provider;
    this.tiers = exchange.tiers;
    this.queuedMs = exchange.queuedMs + exchange.waitedMs;
    this.queue = exchange.queue;
    this.forecast = exchange.forecast;
    this.requestBytes = exchange.body.length;
    this.responseBytes = exchange.bytesOut;
    this.outputPieces = exchange.tail.pieces;
    this.startedAt = exchange.startedAt;
    this.headersMs = exchange.headersMs < 0 ? undefined : exchange.headersMs;
    this.firstByteMs = exchange.firstByteMs < 0 ? undefined : exchange.firstByteMs;
    this.lastByteMs = exchange.lastByteMs < 0 ? undefined : exchange.lastByteMs;
    this.durationMs = exchange.elapsed();
    this.streaming = exchange.stream;
    this.error = error && { code: error.code, message: error.message };
    const { headers, url } = exchange.request;
    this.userAgent = headers['user-agent'];
    this.referer = headers.referer;
    this.contentType = headers['content-type'];
    this.accept = headers.accept;
    this.target = url;
    this.trace = exchange.trace;
    this.#answer = answerOf(exchange);
    this.#reader = reader;
  }

  /** Read by few, so worked out when it is first asked for; the bytes are let go then. */
  get usage(): Usage | undefined {
    if (this.#answer) {
      const { endpoint, tail } = this.#answer;
      this.#answer = undefined;
      const usage = this.#reader.read(endpoint, tail, this.error !== undefined);
      if (usage && countsTokens(usage)) this.#usage = usage;
    }
    return this.#usage;
  }
}

/** The endpoint that answered, and the ends of what it said. */
interface Answer {
  readonly endpoint: Endpoint;
  readonly tail: Tail;
}

function answerOf({ endpoint, tail, status }: Exchange): Answer | undefined {
  return endpoint && tail.pieces > 0 && status < FIRST_ERROR ? { endpoint, tail } : undefined;
}

/** Where nothing is counted limits make an estimate: a name or a reason alone must not keep them from it. */
const countsTokens = ({ inputTokens, outputTokens, totalTokens }: Usage): boolean =>
  (inputTokens ?? outputTokens ?? totalTokens) !== undefined;

function resultOf({ cancelled, error, attempts }: Exchange): Result {
  if (!error) return 'completed';
  if (cancelled || error.code === 'client_cancelled') return 'cancelled';
  return attempts.length === 0 ? 'refused' : 'failed';
}
