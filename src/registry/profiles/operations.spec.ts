import type { Operation } from '../../core/operation.js';
import { operationsOf } from './operations.js';
import { ProfileCatalogue } from './profile-catalogue.js';

const catalogue = new ProfileCatalogue();
const usual = {
  chat: '/v1/chat/completions',
  completions: '/v1/completions',
  embeddings: '/v1/embeddings',
  models: '/v1/models',
} as const;
const anthropic = { messages: '/v1/messages' } as const;
const counted = { count_tokens: '/v1/messages/count_tokens' } as const;
const rerank = { rerank: '/v1/rerank' } as const;
const responses = { responses: '/v1/responses' } as const;
const below = (prefix: string): object =>
  Object.fromEntries(Object.entries(usual).map(([operation, path]) => [operation, prefix + path]));

describe('the operations', () => {
  it.each<[string, object]>([
    ['ollama', { ...usual, ...anthropic, ...responses }],
    ['lm-studio', { ...usual, ...anthropic, ...responses }],
    [
      'vllm',
      { ...usual, ...anthropic, ...rerank, ...responses, tokenize: '/tokenize', detokenize: '/detokenize' },
    ],
    ['vllm-mlx', { ...usual, ...anthropic, ...counted }],
    ['sglang', { ...usual, ...rerank, ...responses }],
    [
      'llamacpp',
      { ...usual, ...anthropic, ...counted, ...rerank, tokenize: '/tokenize', detokenize: '/detokenize' },
    ],
    ['lemonade', { ...below('/api'), rerank: '/api/v1/reranking', responses: '/api/v1/responses' }],
    ['lmdeploy', { chat: usual.chat, completions: usual.completions, models: usual.models }],
    [
      'docker-model-runner',
      {
        ...below('/engines'),
        messages: '/anthropic/v1/messages',
        count_tokens: '/anthropic/v1/messages/count_tokens',
      },
    ],
    ['omlx', { ...usual, ...anthropic, ...counted, ...rerank, ...responses }],
    ['litellm', { ...usual, ...rerank, ...responses }],
    ['openai-compatible', { ...usual, ...rerank, ...responses }],
  ])('of %s have its own paths', (name, paths) => {
    expect(Object.fromEntries(catalogue.byName(name)!.operations)).toEqual(paths);
  });

  const found = (api: Parameters<typeof operationsOf>[0]): Partial<Record<Operation, string>> =>
    Object.fromEntries(operationsOf(api));

  it('are what the file says first of all', () => {
    const api = {
      paths: ['/v1/chat/completions', '/v1/messages'],
      anthropic_support: { enabled: true, token_count: true },
      operations: { chat: '/talk', embeddings: '/pooling', count_tokens: '/count' },
    };
    expect(found(api)).toEqual({
      chat: '/talk',
      embeddings: '/pooling',
      messages: '/v1/messages',
      count_tokens: '/count',
    });
  });

  it('go by the usual path even where another is listed before it', () => {
    expect(found({ paths: ['/beta/v1/completions', '/v1/completions', '/api/embeddings'] })).toEqual({
      completions: '/v1/completions',
    });
  });

  it('list models where discovery does when no path tells', () => {
    expect(found({ model_discovery_path: '/api/tags' })).toEqual({ models: '/api/tags' });
  });

  it('speak Anthropic only when that is switched on or listed', () => {
    expect(found({ anthropic_support: { messages_path: '/m' } })).toEqual({});
    expect(found({ anthropic_support: { enabled: true, messages_path: '/m' } })).toEqual({ messages: '/m' });
    expect(found({ paths: ['/v1/messages'] })).toEqual(anthropic);
  });
});
