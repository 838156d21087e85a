import { entry, load, pull, unload } from '../lemonade/models.js';
import { health, stats, systemInfo } from '../lemonade/status.js';
import { traitsOf } from '../lemonade/traits.js';
import { chat } from '../openai/chat.js';
import { completions } from '../openai/completions.js';
import { embeddings } from '../openai/embeddings.js';
import type { Flavour } from '../openai/flavour.js';
import { listModels, oneModel } from '../openai/models.js';
import { responses } from '../openai/responses.js';
import { type Dialect, get, post, type Verdict } from './dialect.js';

/** Its answers are numbered from 0 and name the checkpoint in place of the model. */
const flavour: Flavour = {
  envelope: (model) => ({ id: '0', model: traitsOf(model).checkpoint }),
  choice: { logprobs: null },
  message: { refusal: null, audio: null, function_call: null, tool_calls: null },
  opening: { role: 'assistant', content: '' },
  role: 'none',
  tail: () => ({}),
  usage: {},
  eagerHeaders: false,
};

/** Lemonade: the OpenAI API below `/api/v1` and nowhere else, models loaded on request. */
export const lemonade: Dialect = {
  headers: {},
  implicitTag: false,
  loads: 'on-request',
  modelOptional: false,
  routes: [
    get('/api/v1/health', health),
    get('/api/v1/stats', stats),
    get('/api/v1/system-info', systemInfo),
    get('/api/v1/models', listModels(entry)),
    get('/api/v1/models/*', oneModel('/api/v1/models/', entry)),
    post('/api/v1/chat/completions', chat(flavour)),
    post('/api/v1/completions', completions(flavour)),
    post('/api/v1/embeddings', embeddings),
    post('/api/v1/responses', responses),
    post('/api/v1/load', load),
    post('/api/v1/unload', unload),
    post('/api/v1/pull', pull),
  ],
  error: (_path, status, message) =>
    refusal(status, { message, type: status < 500 ? 'invalid_request_error' : 'server_error' }),
  unknownModel: (_path, model) =>
    refusal(404, {
      message: `Model '${model}' was not found. Use GET /api/v1/models?show_all=true to see all available models.`,
      type: 'model_not_found',
      param: 'model',
      code: 'model_not_found',
      requested_model: model,
    }),
  unknownPath: (_method, path) =>
    refusal(404, { message: 'The requested endpoint does not exist', type: 'not_found', path }),
};

const refusal = (status: number, error: object): Verdict => ({ status, body: { error } });
