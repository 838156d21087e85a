import { NoEndpointsError } from '../core/availability-errors.js';
import { RateLimitedError, RoutingRefusedError } from '../core/client-errors.js';
import { dialectOf, errorBody } from './error-body.js';

describe('errorBody', () => {
  const missing = new RoutingRefusedError(404, 'model_not_found', 'nosuch');

  it('speaks OpenAI', () => {
    expect(JSON.parse(errorBody('openai', missing, 'id-1'))).toEqual({
      error: {
        message: "The model 'nosuch' does not exist on any endpoint",
        type: 'not_found_error',
        code: 'model_not_found',
        param: null,
        request_id: 'id-1',
      },
    });
  });

  it('speaks Anthropic', () => {
    expect(JSON.parse(errorBody('anthropic', new RateLimitedError(3), 'id-1'))).toEqual({
      type: 'error',
      error: { type: 'rate_limit_error', message: 'Too Many Requests' },
      request_id: 'id-1',
    });
  });

  it('speaks Ollama', () => {
    expect(errorBody('ollama', new NoEndpointsError(503, 'nobody'))).toBe('{"error":"nobody"}');
  });
});

describe('dialectOf', () => {
  it.each([
    ['/olla/anthropic', '/v1/messages', 'anthropic'],
    ['/olla/proxy', '/v1/messages', 'anthropic'],
    ['/olla/ollama', '/api/chat', 'ollama'],
    ['/olla/ollama', '/v1/chat/completions', 'openai'],
    ['/olla/lmstudio', '/api/v0/chat/completions', 'openai'],
    ['/olla/proxy', '/v1/embeddings', 'openai'],
  ])('%s%s is %s', (prefix, path, dialect) => expect(dialectOf(prefix, path)).toBe(dialect));
});
