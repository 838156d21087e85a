import { type Call, type Handler, pronounce } from '../dialects/dialect.js';
import { generate, type Job, type Result, spelling } from '../dialects/generate.js';
import { type JsonObject, limitOf, textOf } from '../http/fields.js';
import { newId } from '../openai/flavour.js';
import { promptOfMessages, textOfContent } from '../text/prompt.js';
import { countWords } from '../text/words.js';

const SSE = 'text/event-stream; charset=utf-8';
const STOP_REASON = { stop: 'end_turn', length: 'max_tokens' } as const;

/** `POST /v1/messages`: the Anthropic dialect, which newer inference servers speak as well. */
export const messages: Handler = (call) => {
  const { body, server } = call;
  if (!Array.isArray(body['messages'])) return refuse(call, 400, 'messages: field required');
  if (!limitOf(body['max_tokens']))
    return refuse(call, 400, 'max_tokens: a number of at least 1 is required');
  const asked = textOf(body['model']);
  if (!asked) return refuse(call, 400, 'model: field required');
  const model = server.catalogue.find(asked);
  if (!model) return refuse(call, 404, `model: ${asked}`);
  const job: Job = {
    model,
    prompt: promptOf(body),
    limit: limitOf(body['max_tokens']),
    streamed: body['stream'] === true,
  };
  const envelope: JsonObject = {
    id: newId('msg'),
    type: 'message',
    role: 'assistant',
    model: spelling(call, model),
  };
  if (job.streamed) stream(call, job, envelope);
  else generate(call, job, { token: () => undefined, done: (result) => whole(call, envelope, result) });
};

/** `POST /v1/messages/count_tokens`. */
export const countTokens: Handler = (call) =>
  call.reply.json(200, { input_tokens: countWords(promptOf(call.body)) });

const promptOf = (body: JsonObject): string =>
  [textOfContent(body['system']), promptOfMessages(body['messages'])].filter(Boolean).join('\n');

function refuse(call: Call, status: number, message: string): void {
  const type = status === 404 ? 'not_found_error' : 'invalid_request_error';
  pronounce(call.reply, { status, body: { type: 'error', error: { type, message } } });
}

function whole(call: Call, envelope: JsonObject, result: Result): void {
  call.reply.json(200, {
    ...envelope,
    content: [{ type: 'text', text: result.text }],
    stop_reason: STOP_REASON[result.finish],
    stop_sequence: null,
    usage: { input_tokens: result.promptTokens, output_tokens: result.tokens },
  });
}

function stream(call: Call, job: Job, envelope: JsonObject): void {
  const { reply } = call;
  const event = (type: string, fields: JsonObject): string =>
    `event: ${type}\ndata: ${JSON.stringify({ type, ...fields })}\n\n`;
  const open = (): void => {
    const usage = { input_tokens: Math.max(1, countWords(job.prompt)), output_tokens: 0 };
    const message = { ...envelope, content: [], stop_reason: null, stop_sequence: null, usage };
    reply.frame(SSE, event('message_start', { message }));
    reply.frame(SSE, event('content_block_start', { index: 0, content_block: { type: 'text', text: '' } }));
  };
  generate(call, job, {
    token: (text, at) => {
      if (at === 0) open();
      reply.frame(SSE, event('content_block_delta', { index: 0, delta: { type: 'text_delta', text } }));
    },
    done: (result) => {
      reply.frame(SSE, event('content_block_stop', { index: 0 }));
      const delta = { stop_reason: STOP_REASON[result.finish], stop_sequence: null };
      reply.frame(SSE, event('message_delta', { delta, usage: { output_tokens: result.tokens } }));
      reply.lastFrame(SSE, event('message_stop', {}));
    },
  });
}
