import type { Call, Handler } from '../dialects/dialect.js';
import { pronounce } from '../dialects/dialect.js';
import { generate, type Job, modelOf, type Result, spelling } from '../dialects/generate.js';
import { isObject, type JsonObject, limitOf, objectOf } from '../http/fields.js';
import { promptOfMessages } from '../text/prompt.js';
import { DONE, type Flavour, newId, nowSeconds, SSE, sse, usageOf } from './flavour.js';

/** `POST …/chat/completions`, whole or as server-sent events. */
export function chat(flavour: Flavour): Handler {
  return (call) => {
    const mistake = mistakeIn(call.body);
    if (mistake) return pronounce(call.reply, call.server.dialect.error(call.path, 400, mistake));
    const model = modelOf(call);
    if (!model) return;
    const job: Job = {
      model,
      prompt: promptOfMessages(call.body['messages']),
      limit: limitOf(call.body['max_completion_tokens']) ?? limitOf(call.body['max_tokens']),
      streamed: call.body['stream'] === true,
    };
    const envelope: JsonObject = {
      id: newId('chatcmpl'),
      object: job.streamed ? 'chat.completion.chunk' : 'chat.completion',
      created: nowSeconds(),
      model: spelling(call, model),
      ...flavour.envelope(model),
    };
    if (job.streamed) stream(call, job, envelope, flavour);
    else whole(call, job, envelope, flavour);
  };
}

function mistakeIn(body: JsonObject): string | undefined {
  if (!Array.isArray(body['messages'])) return "'messages' is a required property";
  if (!body['messages'].every(isObject)) return "'messages' must be a list of objects";
  const limit = body['max_completion_tokens'] ?? body['max_tokens'] ?? undefined;
  if (limit === undefined || (typeof limit === 'number' && limit !== 0)) return undefined;
  return 'max_tokens must be a number of at least 1';
}

function whole(call: Call, job: Job, envelope: JsonObject, flavour: Flavour): void {
  generate(call, job, {
    token: () => undefined,
    done: (result) => {
      const message = { role: 'assistant', content: result.text, ...flavour.message };
      const choices = [{ index: 0, message, ...flavour.choice, finish_reason: result.finish }];
      const usage = usageOf(result, flavour);
      call.reply.json(200, { ...envelope, choices, usage, ...flavour.tail(result, job.model) });
    },
  });
}

function stream(call: Call, job: Job, envelope: JsonObject, flavour: Flavour): void {
  const { reply } = call;
  const say = (delta: JsonObject, finish: string | null): void =>
    reply.frame(
      SSE,
      sse({ ...envelope, choices: [{ index: 0, delta, ...flavour.choice, finish_reason: finish }] }),
    );
  if (flavour.eagerHeaders) reply.openStream(SSE);
  generate(call, job, {
    token: (content, at) => {
      if (at === 0 && flavour.opening) say(flavour.opening, null);
      const withRole = flavour.role === 'every' || (flavour.role === 'first' && at === 0);
      say(withRole ? { role: 'assistant', content } : { content }, null);
    },
    done: (result) => {
      say(flavour.role === 'every' ? { role: 'assistant', content: '' } : {}, result.finish);
      if (wantsUsage(call.body)) reply.frame(SSE, usageFrame(envelope, result, job, flavour));
      reply.lastFrame(SSE, DONE);
    },
  });
}

const usageFrame = (envelope: JsonObject, result: Result, job: Job, flavour: Flavour): string =>
  sse({ ...envelope, choices: [], usage: usageOf(result, flavour), ...flavour.tail(result, job.model) });

/** Whether a stream ends with a frame of figures. */
export const wantsUsage = (body: JsonObject): boolean =>
  objectOf(body['stream_options'])['include_usage'] === true;
