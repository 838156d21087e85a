import type { Exchange } from '../core/exchange.js';
import type { Outcome, Result, Usage } from '../core/outcome.js';
import { usageOf } from './usage.js';

/** What is told of an exchange when it is over. */
export const outcomeOf = (exchange: Exchange): Outcome => new Settled(exchange);

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
  readonly forecast: Outcome['forecast'];
  readonly requestBytes: number;
  readonly responseBytes: number;
  readonly startedAt: number;
  readonly headersMs: number | undefined;
  readonly firstByteMs: number | undefined;
  readonly durationMs: number;
  readonly streaming: boolean;
  readonly error: Outcome['error'];
  readonly userAgent: string | undefined;
  readonly #tail: Exchange['tail'];

  constructor(exchange: Exchange) {
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
    this.queuedMs = exchange.queuedMs;
    this.forecast = exchange.forecast;
    this.requestBytes = exchange.body.length;
    this.responseBytes = exchange.bytesOut;
    this.startedAt = exchange.startedAt;
    this.headersMs = exchange.headersMs < 0 ? undefined : exchange.headersMs;
    this.firstByteMs = exchange.firstByteMs < 0 ? undefined : exchange.firstByteMs;
    this.durationMs = exchange.elapsed();
    this.streaming = exchange.stream;
    this.error = error && { code: error.code, message: error.message };
    this.userAgent = exchange.request.headers['user-agent'];
    this.#tail = exchange.tail;
  }

  /** Read by few, so worked out when it is asked for. */
  get usage(): Usage | undefined {
    return this.error ? undefined : usageOf(this.#tail);
  }
}

function resultOf({ cancelled, error, attempts }: Exchange): Result {
  if (!error) return 'completed';
  if (cancelled || error.code === 'client_cancelled') return 'cancelled';
  return attempts.length === 0 ? 'refused' : 'failed';
}
