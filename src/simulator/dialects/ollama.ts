import { messages } from '../anthropic/messages.js';
import type { JsonObject } from '../http/fields.js';
import { chat as nativeChat, generateText } from '../ollama/chat.js';
import { embed, embeddings as nativeEmbeddings } from '../ollama/embed.js';
import { running, show, tags } from '../ollama/models.js';
import { chat } from '../openai/chat.js';
import { completions } from '../openai/completions.js';
import { embeddings } from '../openai/embeddings.js';
import type { Flavour } from '../openai/flavour.js';
import { listModels, oneModel, plainEntry } from '../openai/models.js';
import { responses } from '../openai/responses.js';
import { ask, type Dialect, get, post } from './dialect.js';

const VERSION = '0.14.1';

const flavour: Flavour = {
  envelope: () => ({ system_fingerprint: 'fp_ollama' }),
  choice: {},
  message: {},
  opening: undefined,
  role: 'every',
  tail: () => ({}),
  usage: {},
  eagerHeaders: false,
};

const entry = plainEntry('library');

/** An Ollama daemon: native routes, and OpenAI's and Anthropic's under `/v1`. */
export const ollama: Dialect = {
  headers: {},
  implicitTag: true,
  loads: 'on-request',
  modelOptional: false,
  routes: [
    get('/', ({ reply }) => reply.text(200, 'Ollama is running')),
    get('/api/version', ({ reply }) => reply.json(200, { version: VERSION })),
    get('/api/tags', tags),
    get('/api/ps', running),
    ask('/api/show', show),
    get('/v1/models', listModels(entry)),
    get('/v1/models/*', oneModel('/v1/models/', entry)),
    post('/api/chat', nativeChat),
    post('/api/generate', generateText),
    post('/api/embed', embed),
    post('/api/embeddings', nativeEmbeddings),
    post('/v1/chat/completions', chat(flavour)),
    post('/v1/completions', completions(flavour)),
    post('/v1/embeddings', embeddings),
    post('/v1/responses', responses),
    post('/v1/messages', messages),
  ],
  error: (path, status, message) => ({ status, body: errorBody(path, status, message) }),
  unknownModel: (path, model) => ({ status: 404, body: errorBody(path, 404, `model '${model}' not found`) }),
  unknownPath: () => ({ status: 404, body: '404 page not found' }),
};

function errorBody(path: string, status: number, message: string): JsonObject {
  if (!path.startsWith('/v1/')) return { error: message };
  return { error: { message, type: TYPES[status] ?? 'api_error', param: null, code: null } };
}

const TYPES: Readonly<Record<number, string>> = { 400: 'invalid_request_error', 404: 'not_found_error' };
