import type { Exchange } from '../core/exchange.js';
import type { Outcome, Result } from '../core/outcome.js';
import { usageOf } from './usage.js';

/** What is told of an exchange when it is over. */
export function outcomeOf(exchange: Exchange): Outcome {
  const { decision, sticky, error } = exchange;
  return {
    requestId: exchange.id,
    result: resultOf(exchange),
    status: exchange.status,
    method: exchange.method,
    path: exchange.path,
    clientAddress: exchange.client,
    endpointUrl: exchange.endpoint?.url,
    endpointName: exchange.endpoint?.name,
    model: exchange.model || undefined,
    routing: decision,
    sticky,
    attempts: exchange.attempts,
    requestBytes: exchange.body.length,
    responseBytes: exchange.bytesOut,
    startedAt: exchange.startedAt,
    headersMs: exchange.headersMs < 0 ? undefined : exchange.headersMs,
    firstByteMs: exchange.firstByteMs < 0 ? undefined : exchange.firstByteMs,
    durationMs: exchange.elapsed(),
    streaming: exchange.stream,
    // Read by few, so worked out when it is asked for.
    get usage() {
      return error ? undefined : usageOf(exchange.tail);
    },
    error: error && { code: error.code, message: error.message },
    userAgent: exchange.request.headers['user-agent'],
  };
}

function resultOf({ cancelled, error, attempts }: Exchange): Result {
  if (!error) return 'completed';
  if (cancelled || error.code === 'client_cancelled') return 'cancelled';
  return attempts.length === 0 ? 'refused' : 'failed';
}
