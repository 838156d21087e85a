import { countTokens, messages } from '../anthropic/messages.js';
import type { JsonObject } from '../http/fields.js';
import { completion, embedding, tokenize } from '../llamacpp/completion.js';
import { load, unload } from '../llamacpp/router.js';
import { BUILD, metrics, props, slots } from '../llamacpp/status.js';
import { timingsOf } from '../llamacpp/timings.js';
import { chat } from '../openai/chat.js';
import { completions } from '../openai/completions.js';
import { embeddings } from '../openai/embeddings.js';
import type { Flavour } from '../openai/flavour.js';
import { type ModelEntry, plainEntry } from '../openai/models.js';
import { type Dialect, get, type Handler, post, type Verdict } from './dialect.js';

const flavour: Flavour = {
  envelope: () => ({ system_fingerprint: BUILD }),
  choice: {},
  message: {},
  opening: { role: 'assistant', content: null },
  role: 'none',
  tail: (result) => ({ timings: timingsOf(result) }),
  usage: { prompt_tokens_details: { cached_tokens: 0 } },
  eagerHeaders: false,
};

const plain = plainEntry('llamacpp');
const entry: ModelEntry = (model, server) => ({
  ...plain(model, server),
  meta: { n_ctx_train: model.maxContext, n_params: model.parameters, size: model.sizeBytes },
});

/** Two parallel lists for one model; a server with several is in router mode and tells which are loaded. */
const list: Handler = ({ reply, server }) => {
  const { catalogue, engine } = server;
  if (catalogue.all.length === 1) {
    const model = catalogue.all[0]!;
    const named = { name: model.name, model: model.name, type: 'model', capabilities: ['completion'] };
    return reply.json(200, { models: [named], object: 'list', data: [entry(model, server)] });
  }
  const states = new Map(
    engine.residents().map(({ model, loading }) => [model, loading ? 'loading' : 'loaded']),
  );
  const data = catalogue.all.map((model): JsonObject => {
    return {
      ...entry(model, server),
      in_cache: true,
      status: { value: states.get(model.name) ?? 'unloaded' },
    };
  });
  reply.json(200, { object: 'list', data });
};

/** llama.cpp's `llama-server`: while its model loads, every route answers 503. */
export const llamacpp: Dialect = {
  headers: { server: 'llama.cpp' },
  implicitTag: false,
  loads: 'while-open',
  modelOptional: true,
  routes: [
    get('/', ({ reply }) => reply.text(200, '<title>llama.cpp</title>', 'text/html')),
    get('/health', ({ reply }) => reply.json(200, { status: 'ok' })),
    get('/props', props),
    get('/slots', slots),
    get('/metrics', metrics),
    get('/v1/models', list),
    get('/models', list),
    post('/models/load', load),
    post('/models/unload', unload),
    post('/completion', completion),
    post('/embedding', embedding),
    post('/tokenize', tokenize),
    post('/v1/chat/completions', chat(flavour)),
    post('/v1/completions', completions(flavour)),
    post('/v1/embeddings', embeddings),
    post('/v1/messages', messages),
    post('/v1/messages/count_tokens', countTokens),
  ],
  error: (_path, status, message) => refusal(status, message),
  unknownModel: (_path, model) => refusal(404, `model '${model}' not found`),
  unknownPath: () => refusal(404, 'File Not Found'),
};

const TYPES: Readonly<Record<number, string>> = {
  400: 'invalid_request_error',
  404: 'not_found_error',
  500: 'server_error',
  503: 'unavailable_error',
};

const refusal = (status: number, message: string): Verdict => ({
  status,
  body: { error: { code: status, message, type: TYPES[status] ?? 'server_error' } },
});
