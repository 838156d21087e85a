import { endpoint } from '../../../test/support/builders.js';
import type { Scope } from '../../core/surface.js';
import { ProfileCatalogue } from '../profiles/index.js';
import { NativePaths } from './native-paths.js';

const paths = new NativePaths(new ProfileCatalogue().all);
const ANYWHERE: Scope = { provider: '', failClosed: false };
const LEMONADE_ALONE: Scope = { provider: 'lemonade', profiles: new Set(['lemonade']), failClosed: true };

const own = (profile: string, path: string, scope = ANYWHERE): string =>
  paths.of(endpoint({ type: profile, profile }), path, scope);

describe('NativePaths', () => {
  it.each([
    ['lemonade', '/v1/chat/completions', '/api/v1/chat/completions'],
    ['lemonade', '/v1/embeddings', '/api/v1/embeddings'],
    ['lemonade', '/v1/rerank', '/api/v1/reranking'],
    ['lemonade', '/v1/responses', '/api/v1/responses'],
    ['docker-model-runner', '/v1/chat/completions', '/engines/v1/chat/completions'],
    ['docker-model-runner', '/v1/completions', '/engines/v1/completions'],
    ['docker-model-runner', '/v1/messages', '/anthropic/v1/messages'],
    ['ollama', '/v1/chat/completions', '/v1/chat/completions'],
    ['ollama', '/v1/responses', '/v1/responses'],
    ['vllm', '/v1/rerank', '/v1/rerank'],
    ['vllm', '/tokenize', '/tokenize'],
    ['litellm', '/v1/chat/completions', '/v1/chat/completions'],
    ['openai-compatible', '/v1/chat/completions', '/v1/chat/completions'],
  ])('asks %s for %s at %s', (profile, path, expected) => {
    expect(own(profile, path)).toBe(expected);
  });

  it('leaves alone what is no operation, and what a server spells its own way', () => {
    expect(own('lemonade', '/chat/completions')).toBe('/chat/completions');
    expect(own('lemonade', '/engines/v1/chat/completions')).toBe('/engines/v1/chat/completions');
    expect(own('docker-model-runner', '/some/path')).toBe('/some/path');
  });

  it('leaves a route of a single provider its own paths', () => {
    expect(own('lemonade', '/v1/chat/completions', LEMONADE_ALONE)).toBe('/v1/chat/completions');
  });

  it('leaves alone what is placed below a preserved base path', () => {
    const url = 'http://h:12434/engines/llama.cpp';
    const placed = { profile: 'docker-model-runner', url, preservePath: true };
    expect(paths.of(endpoint(placed), '/v1/chat/completions', ANYWHERE)).toBe('/v1/chat/completions');
  });

  it('goes by what an endpoint was recognised as', () => {
    const found = endpoint({ type: 'auto', profile: 'auto', detected: 'lemonade' });
    expect(paths.of(found, '/v1/chat/completions', ANYWHERE)).toBe('/api/v1/chat/completions');
    const open = endpoint({ type: 'auto', profile: 'auto' });
    expect(paths.of(open, '/v1/chat/completions', ANYWHERE)).toBe('/v1/chat/completions');
  });
});
