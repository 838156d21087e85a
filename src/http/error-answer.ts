import type { ServerResponse } from 'node:http';
import type { OllaError } from '../core/olla-error.js';
import { UpstreamError } from '../core/upstream-errors.js';
import type { Dialect } from '../core/surface.js';
import { errorBody } from './error-body.js';

/** `server.error_format`. */
export type ErrorFormat = 'auto' | 'text' | 'json';

export interface ErrorContext {
  readonly format: ErrorFormat;
  readonly dialect: Dialect;
  readonly requestId?: string;
  /** The original's text where it is more than the error's message. */
  readonly text?: string;
  /** What a client may read where it is less than the error's message. */
  readonly message?: string;
  /** Header lines that go on every answer to this request. */
  readonly headers: readonly string[];
  readonly method: string;
}

/** Answers with an error. The caller makes sure that nothing has been sent yet. */
export function sendError(reply: ServerResponse, error: OllaError, context: ErrorContext): number {
  const text = context.format === 'text';
  const status = text ? textStatus(error) : error.status;
  const body = text
    ? `${context.text ?? error.message}\n`
    : errorBody(
        context.format === 'json' ? 'openai' : context.dialect,
        error,
        context.requestId,
        context.message,
      );
  const head = [...context.headers];
  if (error.retryAfterSeconds !== undefined) head.push('Retry-After', String(error.retryAfterSeconds));
  // RFC 9110 §11.6.1; a key in `X-Api-Key` does as well.
  if (status === 401) head.push('WWW-Authenticate', 'Bearer');
  head.push('Content-Type', text ? 'text/plain; charset=utf-8' : 'application/json');
  if (text) head.push('X-Content-Type-Options', 'nosniff');
  head.push('Content-Length', String(Buffer.byteLength(body)));
  reply.writeHead(status, head);
  reply.end(context.method === 'HEAD' ? undefined : body);
  return status;
}

/** The original knows no 503 and no 504 for a backend that failed (http-api.md §10). */
function textStatus(error: OllaError): number {
  if (error instanceof UpstreamError) return 502;
  return error.status;
}
