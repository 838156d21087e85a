import { type Call, type Handler, pronounce } from '../dialects/dialect.js';
import { generate, type Job, modelOf, type Result, spelling } from '../dialects/generate.js';
import { type JsonObject, limitOf } from '../http/fields.js';
import { promptOfMessages, textOfContent } from '../text/prompt.js';
import { newId, nowSeconds, SSE } from './flavour.js';

/** `POST …/responses`: OpenAI's newer form of a chat, whole or as named server-sent events. */
export const responses: Handler = (call) => {
  const { body } = call;
  const prompt = promptOf(body);
  if (prompt === undefined) {
    return pronounce(call.reply, call.server.dialect.error(call.path, 400, "'input' is a required property"));
  }
  const model = modelOf(call);
  if (!model) return;
  const limit = limitOf(body['max_output_tokens']);
  const job: Job = { model, prompt, limit, streamed: body['stream'] === true };
  const envelope: JsonObject = {
    id: newId('resp'),
    object: 'response',
    created_at: nowSeconds(),
    model: spelling(call, model),
    parallel_tool_calls: true,
    tools: [],
  };
  if (job.streamed) stream(call, job, envelope);
  else {
    const id = newId('msg');
    generate(call, job, {
      token: () => undefined,
      done: (result) => call.reply.json(200, finished(envelope, id, result)),
    });
  }
};

/** The instructions and the input, which is a text or a list of messages; undefined without input. */
function promptOf(body: JsonObject): string | undefined {
  const { input, instructions } = body;
  if (typeof input !== 'string' && !Array.isArray(input)) return undefined;
  const asked = typeof input === 'string' ? input : promptOfMessages(input);
  return [textOfContent(instructions), asked].filter(Boolean).join('\n');
}

const partOf = (text: string): JsonObject => ({ type: 'output_text', text, annotations: [] });

const messageOf = (id: string, status: string, content: JsonObject[]): JsonObject => ({
  id,
  type: 'message',
  role: 'assistant',
  status,
  content,
});

function finished(envelope: JsonObject, id: string, result: Result): JsonObject {
  const cut = result.finish === 'length';
  return {
    ...envelope,
    status: cut ? 'incomplete' : 'completed',
    error: null,
    incomplete_details: cut ? { reason: 'max_output_tokens' } : null,
    output: [messageOf(id, 'completed', [partOf(result.text)])],
    usage: {
      input_tokens: result.promptTokens,
      output_tokens: result.tokens,
      total_tokens: result.promptTokens + result.tokens,
    },
  };
}

function stream(call: Call, job: Job, envelope: JsonObject): void {
  const { reply } = call;
  const id = newId('msg');
  const at = { item_id: id, output_index: 0, content_index: 0 };
  let sequence = 0;
  const event = (type: string, fields: JsonObject): string =>
    `event: ${type}\ndata: ${JSON.stringify({ type, sequence_number: sequence++, ...fields })}\n\n`;
  const say = (type: string, fields: JsonObject): void => reply.frame(SSE, event(type, fields));
  const open = (): void => {
    const response = { ...envelope, status: 'in_progress', output: [] };
    say('response.created', { response });
    say('response.output_item.added', { output_index: 0, item: messageOf(id, 'in_progress', []) });
    say('response.content_part.added', { ...at, part: partOf('') });
  };
  generate(call, job, {
    token: (delta, index) => {
      if (index === 0) open();
      say('response.output_text.delta', { ...at, delta });
    },
    done: (result) => {
      const { text } = result;
      say('response.output_text.done', { ...at, text });
      say('response.content_part.done', { ...at, part: partOf(text) });
      const item = messageOf(id, 'completed', [partOf(text)]);
      say('response.output_item.done', { output_index: 0, item });
      const response = finished(envelope, id, result);
      const ending = response['status'] === 'completed' ? 'response.completed' : 'response.incomplete';
      reply.lastFrame(SSE, event(ending, { response }));
    },
  });
}
