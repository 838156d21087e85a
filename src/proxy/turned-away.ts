import type { FastifyReply, FastifyRequest } from 'fastify';
import type { TracingConfig } from '../config/index.js';
import type { AttemptRecord, Outcome } from '../core/outcome.js';
import { OllaError } from '../core/olla-error.js';
import { requestIdOf } from '../core/request-id.js';
import { traceOf } from './trace-of.js';

/**
 * What became of a proxied request that never got as far as an exchange: a guard refused it. Observers are told of it like
 * of every other.
 */
export function turnedAway(
  request: FastifyRequest,
  reply: FastifyReply,
  thrown: unknown,
  tracing: TracingConfig,
): Outcome {
  const { raw, surface } = request;
  const { headers, url = '/' } = raw;
  const forward = surface?.kind === 'forward' ? surface : undefined;
  const query = url.indexOf('?');
  const answered = reply.raw.headersSent;
  return {
    // Not every refusal carries an id: a log line needs one all the same.
    requestId: request.ollaId || requestIdOf(headers['x-request-id']),
    result: answered ? 'refused' : 'cancelled',
    status: answered ? reply.raw.statusCode : 0,
    method: raw.method ?? 'GET',
    path: url.slice(forward?.prefix.length ?? 0, query < 0 ? undefined : query) || '/',
    target: url,
    clientAddress: request.clientAddress,
    caller: request.caller?.name,
    attempts: NONE,
    provider: forward?.scope.provider ?? '',
    requestBytes: Number(headers['content-length'] ?? 0) || 0,
    responseBytes: 0,
    startedAt: Date.now(),
    durationMs: 0,
    streaming: false,
    error: thrown instanceof OllaError ? { code: thrown.code, message: thrown.message } : INTERNAL,
    userAgent: headers['user-agent'],
    referer: headers.referer,
    contentType: request.offeredContentType,
    accept: headers.accept,
    atTheDoor: true,
    trace: traceOf(request, tracing),
  };
}

const NONE: readonly AttemptRecord[] = Object.freeze([]);
const INTERNAL = { code: 'internal', message: 'Internal Server Error' } as const;
