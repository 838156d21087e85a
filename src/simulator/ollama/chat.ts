import { type Call, type Handler, pronounce } from '../dialects/dialect.js';
import { digest, generate, modelOf, spelling } from '../dialects/generate.js';
import { type JsonObject, limitOf, listOf, objectOf, textOf } from '../http/fields.js';
import type { ModelFacts } from '../models.js';
import { promptOfMessages } from '../text/prompt.js';
import { countersOf, keepAliveOf } from './figures.js';

const NDJSON = 'application/x-ndjson';

/** How `/api/chat` and `/api/generate` differ: where the prompt stands and where the text goes. */
interface Shape {
  prompt(body: JsonObject): string;
  /** Whether the request only loads or unloads the model. */
  empty(body: JsonObject): boolean;
  text(text: string): JsonObject;
  /** Extra fields of the last object. */
  last: JsonObject;
}

const CHAT: Shape = {
  prompt: (body) => promptOfMessages(body['messages']),
  empty: (body) => listOf(body['messages']).length === 0,
  text: (content) => ({ message: { role: 'assistant', content } }),
  last: {},
};

const GENERATE: Shape = {
  prompt: (body) => [textOf(body['system']), textOf(body['prompt'])].filter(Boolean).join('\n'),
  empty: (body) => !textOf(body['prompt']),
  text: (response) => ({ response }),
  last: { context: [1, 2, 3] },
};

/** `POST /api/chat`. */
export const chat: Handler = (call) => answer(call, CHAT);

/** `POST /api/generate`. */
export const generateText: Handler = (call) => answer(call, GENERATE);

function answer(call: Call, shape: Shape): void {
  const { body, reply, server } = call;
  if (body['messages'] !== undefined && !Array.isArray(body['messages'])) {
    return pronounce(reply, server.dialect.error(call.path, 400, 'messages must be a list'));
  }
  const model = modelOf(call);
  if (!model) return;
  const name = spelling(call, model);
  if (shape.empty(body)) return loadOnly(call, model, shape);
  const line = (text: string, more: JsonObject): JsonObject => ({
    model: name,
    created_at: new Date().toISOString(),
    ...shape.text(text),
    ...more,
  });
  const streamed = body['stream'] !== false;
  const job = {
    model,
    prompt: shape.prompt(body),
    limit: limitOf(objectOf(body['options'])['num_predict']),
    streamed,
    keepAliveMs: keepAliveOf(body['keep_alive']),
  };
  generate(call, job, {
    token: (piece) => reply.frame(NDJSON, ndjson(line(piece, { done: false }))),
    done: (result) => {
      const end = { done: true, done_reason: result.finish, ...shape.last, ...countersOf(result) };
      if (streamed) reply.lastFrame(NDJSON, ndjson(line('', end)));
      else reply.json(200, line(result.text, end));
    },
  });
}

/** A request without a prompt loads the model, or with `keep_alive: 0` unloads it. */
function loadOnly(call: Call, model: ModelFacts, shape: Shape): void {
  const keepAliveMs = keepAliveOf(call.body['keep_alive']);
  const say = (): void =>
    call.reply.json(200, {
      model: spelling(call, model),
      created_at: new Date().toISOString(),
      ...shape.text(''),
      done: true,
      done_reason: keepAliveMs === 0 ? 'unload' : 'load',
    });
  digest(call, model, 0, say, keepAliveMs);
}

const ndjson = (value: JsonObject): string => `${JSON.stringify(value)}\n`;
