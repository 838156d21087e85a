import { countTokens, messages } from '../anthropic/messages.js';
import { entry, nativeList, running } from '../docker/models.js';
import { BUILD } from '../llamacpp/status.js';
import { timingsOf } from '../llamacpp/timings.js';
import { chat } from '../openai/chat.js';
import { completions } from '../openai/completions.js';
import { embeddings } from '../openai/embeddings.js';
import type { Flavour } from '../openai/flavour.js';
import { listModels, oneModel } from '../openai/models.js';
import { type Dialect, get, post, type Route } from './dialect.js';

/** A llama.cpp whose only model is the file that was mounted into its container. */
const flavour: Flavour = {
  envelope: () => ({ model: 'model.gguf', system_fingerprint: BUILD }),
  choice: {},
  message: {},
  opening: { role: 'assistant', content: '' },
  role: 'none',
  tail: (result) => ({ timings: timingsOf(result) }),
  usage: {},
  eagerHeaders: false,
};

/** The OpenAI API of one engine, or without a name of the one that suits the model. */
const openAiBelow = (base: string): Route[] => [
  get(`${base}/v1/models`, listModels(entry)),
  get(`${base}/v1/models/*`, oneModel(`${base}/v1/models/`, entry)),
  post(`${base}/v1/chat/completions`, chat(flavour)),
  post(`${base}/v1/completions`, completions(flavour)),
  post(`${base}/v1/embeddings`, embeddings),
];

/** Docker Model Runner: everything below `/engines`, errors in plain text, names with and without a tag. */
export const dockerModelRunner: Dialect = {
  headers: {},
  implicitTag: true,
  loads: 'on-request',
  modelOptional: false,
  routes: [
    get('/', ({ reply }) => reply.text(200, 'Docker Model Runner is running')),
    get('/models', nativeList),
    get('/engines/ps', running),
    get('/engines/status', ({ reply }) =>
      reply.json(200, { 'llama.cpp': `running llama.cpp version: ${BUILD}` }),
    ),
    ...['/engines', '/engines/llama.cpp', '/engines/vllm'].flatMap(openAiBelow),
    post('/anthropic/v1/messages', messages),
    post('/anthropic/v1/messages/count_tokens', countTokens),
  ],
  error: (_path, status, message) => ({ status, body: `${message}\n` }),
  unknownModel: () => ({ status: 404, body: 'model not found\n' }),
  unknownPath: () => ({ status: 404, body: 'not found\n' }),
};
