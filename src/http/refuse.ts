import type { FastifyReply, FastifyRequest } from 'fastify';
import type { OllaError } from '../core/olla-error.js';
import { type ErrorFormat, sendError } from './error-answer.js';
import { dialectOf } from './error-body.js';
import { pathOf } from './request-target.js';

const ANTHROPIC = '/olla/anthropic/';

/**
 * Refuses what never reaches a handler, in the dialect of its path; the Anthropic routes speak theirs whatever
 * the format (http-api.md §10), and what is outside `/olla/` reads plain text.
 */
export function refuse(
  request: FastifyRequest,
  reply: FastifyReply,
  error: OllaError,
  errorFormat: ErrorFormat,
): void {
  reply.hijack();
  const path = pathOf(request.raw.url ?? '/');
  const requestId = request.ollaId || undefined;
  const anthropic = requestId !== undefined && path.startsWith(ANTHROPIC);
  const format = path.startsWith('/olla/') ? errorFormat : 'text';
  sendError(reply.raw, error, {
    format: anthropic ? 'auto' : format,
    dialect: anthropic ? 'anthropic' : dialectOf('', path.replace(/^\/olla\/[^/]*/, '')),
    ...(requestId !== undefined && { requestId }),
    headers: anthropic ? [...request.ollaHeaders, 'request-id', requestId] : request.ollaHeaders,
    method: request.method,
  });
}
