import { type Call, type Handler, pronounce } from '../dialects/dialect.js';
import { generate, type Job, modelOf, spelling } from '../dialects/generate.js';
import { type JsonObject, limitOf } from '../http/fields.js';
import { textsOf } from '../text/prompt.js';
import { wantsUsage } from './chat.js';
import { DONE, type Flavour, newId, nowSeconds, SSE, sse, usageOf } from './flavour.js';

/** `POST /v1/completions`, whole or as server-sent events. */
export function completions(flavour: Flavour): Handler {
  return (call) => {
    const texts = textsOf(call.body['prompt']);
    if (texts.length === 0) {
      return pronounce(
        call.reply,
        call.server.dialect.error(call.path, 400, "'prompt' is a required property"),
      );
    }
    const model = modelOf(call);
    if (!model) return;
    const job: Job = {
      model,
      prompt: texts.join('\n'),
      limit: limitOf(call.body['max_tokens']),
      streamed: call.body['stream'] === true,
    };
    const envelope: JsonObject = {
      id: newId('cmpl'),
      object: 'text_completion',
      created: nowSeconds(),
      model: spelling(call, model),
      ...flavour.envelope(model),
    };
    if (job.streamed) stream(call, job, envelope, flavour);
    else whole(call, job, envelope, flavour);
  };
}

const choice = (text: string, finish: string | null): JsonObject => ({
  index: 0,
  text,
  logprobs: null,
  finish_reason: finish,
});

function whole(call: Call, job: Job, envelope: JsonObject, flavour: Flavour): void {
  generate(call, job, {
    token: () => undefined,
    done: (result) => {
      const choices = [choice(result.text, result.finish)];
      const usage = usageOf(result, flavour);
      call.reply.json(200, { ...envelope, choices, usage, ...flavour.tail(result, job.model) });
    },
  });
}

function stream(call: Call, job: Job, envelope: JsonObject, flavour: Flavour): void {
  const { reply } = call;
  const say = (choices: JsonObject[], more?: JsonObject): void =>
    reply.frame(SSE, sse({ ...envelope, choices, ...more }));
  if (flavour.eagerHeaders) reply.openStream(SSE);
  generate(call, job, {
    token: (text) => say([choice(text, null)]),
    done: (result) => {
      say([choice('', result.finish)]);
      if (wantsUsage(call.body))
        say([], { usage: usageOf(result, flavour), ...flavour.tail(result, job.model) });
      reply.lastFrame(SSE, DONE);
    },
  });
}
