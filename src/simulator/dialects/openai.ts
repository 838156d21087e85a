import { chat } from '../openai/chat.js';
import { completions } from '../openai/completions.js';
import { embeddings } from '../openai/embeddings.js';
import { PLAIN } from '../openai/flavour.js';
import { listModels, oneModel, plainEntry } from '../openai/models.js';
import { type Dialect, get, post, type Verdict } from './dialect.js';

const entry = plainEntry('openai');

/** Any server that speaks the OpenAI API and nothing else. */
export const openai: Dialect = {
  headers: {},
  implicitTag: false,
  loads: 'before-start',
  modelOptional: false,
  routes: [
    get('/health', ({ reply }) => reply.json(200, { status: 'ok' })),
    get('/v1/models', listModels(entry)),
    get('/v1/models/*', oneModel('/v1/models/', entry)),
    post('/v1/chat/completions', chat(PLAIN)),
    post('/v1/completions', completions(PLAIN)),
    post('/v1/embeddings', embeddings),
  ],
  error: (_path, status, message) => refusal(status, message, null),
  unknownModel: (_path, model) => refusal(404, `The model '${model}' does not exist`, 'model_not_found'),
  unknownPath: (method, path) => refusal(404, `Invalid URL (${method} ${path})`, null),
};

function refusal(status: number, message: string, code: string | null): Verdict {
  const type = status === 429 ? 'rate_limit_error' : status >= 500 ? 'server_error' : 'invalid_request_error';
  return { status, body: { error: { message, type, param: null, code } } };
}
