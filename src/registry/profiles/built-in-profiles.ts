import type { Profile } from './profile.js';

const OPENAI_PATHS = ['/v1/models', '/v1/chat/completions', '/v1/completions', '/v1/embeddings'];

const dmrPaths = (engine: string): string[] => OPENAI_PATHS.map((path) => `/engines${engine}${path}`);

/** A server with the usual prefix, paths and list; `differences` says what is unlike the others. */
function profile(name: string, differences: Partial<Profile>): Profile {
  return {
    name,
    prefixes: [name],
    aliases: [],
    healthPath: '/health',
    modelPath: '/v1/models',
    openaiCompatible: true,
    listFormat: 'openai',
    apiPaths: OPENAI_PATHS,
    ...differences,
  };
}

/** The twelve kinds of servers that need no profile file. */
export const BUILT_IN_PROFILES: readonly Profile[] = [
  profile('ollama', {
    healthPath: '/',
    modelPath: '/api/tags',
    listFormat: 'ollama',
    apiPaths: [
      '/',
      '/api/generate',
      '/api/chat',
      '/api/embeddings',
      '/api/tags',
      '/api/show',
      ...OPENAI_PATHS,
    ],
  }),
  profile('lm-studio', {
    prefixes: ['lmstudio', 'lm-studio', 'lm_studio'],
    aliases: ['lmstudio', 'lm_studio'],
    healthPath: '/v1/models',
    modelPath: '/api/v0/models',
    apiPaths: [...OPENAI_PATHS, '/api/v0/models'],
  }),
  profile('vllm', {
    apiPaths: [
      '/health',
      '/metrics',
      '/version',
      ...OPENAI_PATHS,
      '/tokenize',
      '/detokenize',
      '/v1/tokenize',
      '/v1/detokenize',
      '/rerank',
      '/v1/rerank',
      '/v2/rerank',
      '/get_tokenizer_info',
    ],
  }),
  profile('vllm-mlx', { apiPaths: ['/health', ...OPENAI_PATHS] }),
  profile('sglang', {
    apiPaths: [
      '/health',
      '/metrics',
      '/version',
      ...OPENAI_PATHS,
      '/generate',
      '/batch',
      '/extend',
      '/v1/chat/completions/vision',
    ],
  }),
  profile('llamacpp', {
    apiPaths: [...OPENAI_PATHS, '/completion', '/embedding', '/tokenize', '/detokenize', '/infill'],
  }),
  profile('lemonade', {
    healthPath: '/api/v1/health',
    modelPath: '/api/v1/models',
    apiPaths: [
      '/api/v1/health',
      '/api/v1/stats',
      '/api/v1/system-info',
      ...OPENAI_PATHS.map((path) => `/api${path}`),
      '/api/v1/pull',
      '/api/v1/load',
      '/api/v1/unload',
      '/api/v1/delete',
    ],
  }),
  profile('lmdeploy', {
    apiPaths: [
      '/health',
      '/v1/models',
      '/v1/chat/completions',
      '/v1/completions',
      '/v1/encode',
      '/generate',
      '/pooling',
      '/is_sleeping',
    ],
  }),
  profile('docker-model-runner', {
    prefixes: ['dmr'],
    aliases: ['dmr'],
    healthPath: '/engines/v1/models',
    modelPath: '/engines/v1/models',
    apiPaths: [...dmrPaths(''), ...dmrPaths('/llama.cpp'), ...dmrPaths('/vllm')],
  }),
  profile('omlx', {
    apiPaths: [
      '/health',
      ...OPENAI_PATHS,
      '/v1/models/status',
      '/v1/messages',
      '/v1/messages/count_tokens',
      '/v1/responses',
      '/v1/rerank',
    ],
  }),
  profile('litellm', {
    apiPaths: [
      '/',
      '/health',
      ...OPENAI_PATHS,
      '/chat/completions',
      '/completions',
      '/embeddings',
      '/models',
      '/health/readiness',
      '/health/liveness',
    ],
  }),
  profile('openai-compatible', {
    prefixes: ['openai', 'openai-compatible'],
    aliases: ['openai'],
    healthPath: '/v1/models',
  }),
];
