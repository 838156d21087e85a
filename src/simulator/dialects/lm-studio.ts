import { messages } from '../anthropic/messages.js';
import { type JsonObject } from '../http/fields.js';
import { load, unload } from '../lm-studio/loading.js';
import { listV1 } from '../lm-studio/models-v1.js';
import { publisherOf } from '../lm-studio/publisher.js';
import { runContext } from '../models.js';
import { chat } from '../openai/chat.js';
import { completions } from '../openai/completions.js';
import { embeddings } from '../openai/embeddings.js';
import type { Flavour } from '../openai/flavour.js';
import { listModels, type ModelEntry, oneModel } from '../openai/models.js';
import { responses } from '../openai/responses.js';
import { type Dialect, get, post, type Verdict } from './dialect.js';
import type { Result } from './generate.js';

const compatible: Flavour = {
  envelope: (model) => ({ system_fingerprint: model.name }),
  choice: { logprobs: null },
  message: { tool_calls: [] },
  opening: undefined,
  role: 'first',
  tail: () => ({ stats: {} }),
  usage: {},
  eagerHeaders: false,
};

/** LM Studio's own `/api/v0` adds how it went, in seconds, and what ran. */
const native: Flavour = {
  ...compatible,
  envelope: () => ({}),
  tail: (result, model) => ({
    stats: statsOf(result),
    model_info: {
      arch: model.family,
      quant: model.quantization,
      format: 'gguf',
      context_length: runContext(model),
    },
    runtime: { name: 'llama.cpp-linux-x86_64-avx2', version: '1.50.2', supported_formats: ['gguf'] },
  }),
};

function statsOf({ timing, tokens, finish }: Result): JsonObject {
  const seconds = Math.max(0.001, timing.generateMs / 1_000);
  return {
    tokens_per_second: Number((tokens / seconds).toFixed(3)),
    time_to_first_token: (timing.totalMs - timing.generateMs) / 1_000,
    generation_time: timing.generateMs / 1_000,
    stop_reason: finish === 'stop' ? 'eosFound' : 'maxPredictedTokensReached',
  };
}

const compatibleEntry: ModelEntry = (model) => ({
  id: model.name,
  object: 'model',
  owned_by: 'organization_owner',
});

const nativeEntry: ModelEntry = (model, { engine }) => {
  const loaded = engine.residents().some((resident) => resident.model === model.name && !resident.loading);
  return {
    id: model.name,
    object: 'model',
    type: model.kind,
    publisher: publisherOf(model),
    arch: model.family,
    compatibility_type: 'gguf',
    quantization: model.quantization,
    state: loaded ? 'loaded' : 'not-loaded',
    max_context_length: model.maxContext,
    ...(loaded && { loaded_context_length: runContext(model) }),
    ...(model.kind !== 'embeddings' && { capabilities: ['tool_use'] }),
  };
};

/** LM Studio: loads on request, and says 200 to every path it doesn't know. */
export const lmStudio: Dialect = {
  headers: { 'x-powered-by': 'Express' },
  implicitTag: false,
  loads: 'on-request',
  modelOptional: true,
  routes: [
    get('/api/v0/models', listModels(nativeEntry)),
    get('/api/v0/models/*', oneModel('/api/v0/models/', nativeEntry)),
    get('/api/v1/models', listV1),
    post('/api/v1/models/load', load),
    post('/api/v1/models/unload', unload),
    get('/v1/models', listModels(compatibleEntry)),
    get('/v1/models/*', oneModel('/v1/models/', compatibleEntry)),
    post('/api/v0/chat/completions', chat(native)),
    post('/api/v0/completions', completions(native)),
    post('/api/v0/embeddings', embeddings),
    post('/v1/chat/completions', chat(compatible)),
    post('/v1/completions', completions(compatible)),
    post('/v1/embeddings', embeddings),
    post('/v1/responses', responses),
    post('/v1/messages', messages),
  ],
  error: (_path, status, message) => refusal(status, message, null),
  unknownModel: (_path, model) =>
    refusal(404, `Invalid model identifier "${model}". Download it first.`, 'model_not_found'),
  unknownPath: (method, path) => ({
    status: 200,
    body: { error: `Unexpected endpoint or method. (${method} ${path})` },
  }),
};

function refusal(status: number, message: string, code: string | null): Verdict {
  const type = status >= 500 ? 'server_error' : 'invalid_request_error';
  return {
    status,
    body: { error: { message, type, param: code ? 'model' : null, code } },
  };
}
