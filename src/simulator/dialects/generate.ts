import type { Timing } from '../engine/generation-request.js';
import { textOf } from '../http/fields.js';
import type { ModelFacts } from '../models.js';
import { type Answer, composeAnswer } from '../text/answer.js';
import { countWords } from '../text/words.js';
import { type Call, pronounce } from './dialect.js';

export interface Job {
  readonly model: ModelFacts;
  readonly prompt: string;
  /** At most so many tokens. */
  readonly limit: number | undefined;
  readonly streamed: boolean;
  readonly keepAliveMs?: number;
}

/** A finished generation. */
export interface Result {
  readonly text: string;
  readonly finish: Answer['finish'];
  readonly promptTokens: number;
  readonly tokens: number;
  readonly timing: Timing;
}

/** Says the answer in the words of a dialect; `token` is only called for streamed jobs. */
export interface Voice {
  token(piece: string, at: number): void;
  done(result: Result): void;
}

/** Has the engine work on the answer; the client's leaving cancels it. */
export function generate(call: Call, job: Job, voice: Voice): void {
  const { settings } = call.server;
  const { tokens, finish } = composeAnswer(settings.name, job.prompt, job.limit, settings.answerTokens);
  const promptTokens = Math.max(1, countWords(job.prompt));
  let sent = 0;
  const cancel = call.server.engine.submit(
    {
      model: job.model.name,
      promptTokens,
      prompt: job.prompt,
      tokens: tokens.length,
      streamed: job.streamed,
      keepAliveMs: job.keepAliveMs,
    },
    {
      tokens: (count) => {
        for (; sent < count; sent++) voice.token(tokens[sent]!, sent);
      },
      done: (timing) =>
        voice.done({ text: tokens.join(''), finish, promptTokens, tokens: tokens.length, timing }),
    },
  );
  call.reply.onClose(cancel);
}

/** Work that only reads: embeddings, or with 0 tokens the loading of a model. */
export function digest(
  call: Call,
  model: ModelFacts,
  promptTokens: number,
  done: (timing: Timing) => void,
  keepAliveMs?: number,
): void {
  const cancel = call.server.engine.submit(
    { model: model.name, promptTokens, tokens: 0, streamed: false, keepAliveMs },
    { tokens: () => undefined, done },
  );
  call.reply.onClose(cancel);
}

/** The model that a request means; when there is none the client has been told, in its own dialect. */
export function modelOf(call: Call, field = 'model'): ModelFacts | undefined {
  const { dialect, catalogue } = call.server;
  const asked = textOf(call.body[field]);
  if (!asked) {
    if (dialect.modelOptional) return catalogue.all[0];
    pronounce(call.reply, dialect.error(call.path, 400, 'model is required'));
    return undefined;
  }
  const model = catalogue.find(asked);
  if (!model) pronounce(call.reply, dialect.unknownModel(call.path, asked));
  return model;
}

/** How the answer spells the model: as it was asked for. */
export const spelling = (call: Call, model: ModelFacts): string => textOf(call.body['model']) ?? model.name;
