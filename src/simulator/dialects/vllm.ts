import { messages } from '../anthropic/messages.js';
import { expose } from '../http/prometheus.js';
import { type ModelFacts } from '../models.js';
import { chat } from '../openai/chat.js';
import { completions } from '../openai/completions.js';
import { embeddings } from '../openai/embeddings.js';
import { type Flavour } from '../openai/flavour.js';
import { listModels, type ModelEntry, oneModel, plainEntry } from '../openai/models.js';
import { responses } from '../openai/responses.js';
import { promptOfMessages, textOfContent } from '../text/prompt.js';
import { tokenIds } from '../text/words.js';
import { type Dialect, get, type Handler, post, type Verdict } from './dialect.js';
import { modelOf } from './generate.js';

const flavour: Flavour = {
  envelope: () => ({}),
  choice: { logprobs: null },
  message: { refusal: null, tool_calls: [], reasoning_content: null },
  opening: { role: 'assistant', content: '' },
  role: 'none',
  tail: () => ({}),
  usage: {},
  eagerHeaders: true,
};

const plain = plainEntry('vllm');
const entry: ModelEntry = (model, server) => ({
  ...plain(model, server),
  root: model.name,
  parent: null,
  max_model_len: model.maxContext,
  permission: [],
});

const metrics: Handler = ({ reply, server }) => {
  const { engine, catalogue, settings } = server;
  const labels = `{engine="0",model_name="${catalogue.all[0]!.name}"}`;
  expose(
    reply,
    [
      ['vllm:num_requests_running', 'gauge', 'Requests in model execution batches.', engine.running],
      ['vllm:num_requests_waiting', 'gauge', 'Requests waiting to be processed.', engine.waiting],
      ['vllm:kv_cache_usage_perc', 'gauge', 'KV-cache usage, 1 is full.', engine.running / settings.slots],
      ['vllm:prompt_tokens_total', 'counter', 'Prefill tokens processed.', engine.promptTokens],
      ['vllm:generation_tokens_total', 'counter', 'Generation tokens processed.', engine.generatedTokens],
    ],
    labels,
  );
};

const tokenize: Handler = (call) => {
  const model: ModelFacts | undefined = modelOf(call);
  if (!model) return;
  const { prompt, messages: conversation } = call.body;
  const tokens = tokenIds(
    conversation === undefined ? textOfContent(prompt) : promptOfMessages(conversation),
  );
  call.reply.json(200, {
    count: tokens.length,
    max_model_len: model.maxContext,
    tokens,
    token_strs: null,
  });
};

/** A vLLM server: everything is loaded before its port opens. */
export const vllm: Dialect = {
  headers: { server: 'uvicorn' },
  implicitTag: false,
  loads: 'before-start',
  modelOptional: false,
  routes: [
    get('/health', ({ reply }) => reply.text(200, '')),
    get('/version', ({ reply }) => reply.json(200, { version: '0.11.2' })),
    get('/metrics', metrics),
    get('/v1/models', listModels(entry)),
    get('/v1/models/*', oneModel('/v1/models/', entry)),
    post('/v1/chat/completions', chat(flavour)),
    post('/v1/completions', completions(flavour)),
    post('/v1/embeddings', embeddings),
    post('/v1/responses', responses),
    post('/v1/messages', messages),
    post('/tokenize', tokenize),
    post('/v1/tokenize', tokenize),
  ],
  error: (_path, status, message) => refusal(status, message),
  unknownModel: (_path, model) => refusal(404, `The model \`${model}\` does not exist.`),
  unknownPath: () => ({ status: 404, body: { detail: 'Not Found' } }),
};

const TYPES: Readonly<Record<number, string>> = { 400: 'BadRequestError', 404: 'NotFoundError' };

const refusal = (status: number, message: string): Verdict => ({
  status,
  body: { error: { message, type: TYPES[status] ?? 'InternalServerError', param: null, code: status } },
});
