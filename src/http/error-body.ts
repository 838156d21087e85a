import type { OllaError } from '../core/olla-error.js';
import type { Dialect } from '../core/surface.js';

const OPENAI_TYPE: Readonly<Record<number, string>> = {
  400: 'invalid_request_error',
  401: 'authentication_error',
  403: 'permission_error',
  404: 'not_found_error',
  413: 'invalid_request_error',
  429: 'rate_limit_error',
  431: 'invalid_request_error',
};
const ANTHROPIC_TYPE: Readonly<Record<number, string>> = {
  400: 'invalid_request_error',
  401: 'authentication_error',
  403: 'permission_error',
  404: 'not_found_error',
  408: 'timeout_error',
  413: 'request_too_large',
  429: 'rate_limit_error',
  504: 'timeout_error',
};

/** An error as the client's own API spells it, as JSON text (http-api.md §10). */
export function errorBody(
  dialect: Dialect,
  error: OllaError,
  requestId?: string,
  message = error.message,
): string {
  const { status, code } = error;
  if (dialect === 'ollama') return JSON.stringify({ error: message });
  if (dialect === 'anthropic') {
    const type = ANTHROPIC_TYPE[status] ?? 'api_error';
    return JSON.stringify({ type: 'error', error: { type, message }, request_id: requestId });
  }
  const type = OPENAI_TYPE[status] ?? 'api_error';
  return JSON.stringify({ error: { message, type, code, param: null, request_id: requestId } });
}

/** The dialect of a route: by its prefix first, then by the path that the backend is asked for. */
export function dialectOf(prefix: string, path: string): Dialect {
  if (prefix === '/olla/anthropic' || path.endsWith('/v1/messages')) return 'anthropic';
  return path.startsWith('/api/') && !path.startsWith('/api/v') ? 'ollama' : 'openai';
}
