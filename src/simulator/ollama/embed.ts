import { type Handler, pronounce } from '../dialects/dialect.js';
import { digest, modelOf, spelling } from '../dialects/generate.js';
import { embed as vectorOf } from '../text/embedding.js';
import { textsOf } from '../text/prompt.js';
import { countWords } from '../text/words.js';
import { durationsOf, keepAliveOf } from './figures.js';

/** `POST /api/embed`: one text or several. */
export const embed: Handler = (call) => {
  if (call.body['input'] === undefined) {
    return pronounce(call.reply, call.server.dialect.error(call.path, 400, 'missing required field "input"'));
  }
  const texts = textsOf(call.body['input']);
  const model = modelOf(call);
  if (!model) return;
  const tokens = countWords(texts.join(' '));
  digest(
    call,
    model,
    tokens,
    (timing) =>
      call.reply.json(200, {
        model: spelling(call, model),
        embeddings: texts.map((text) => vectorOf(text)),
        ...durationsOf(timing),
        prompt_eval_count: tokens,
      }),
    keepAliveOf(call.body['keep_alive']),
  );
};

/** `POST /api/embeddings`: the older form for one text. */
export const embeddings: Handler = (call) => {
  const text = textsOf(call.body['prompt']).join(' ');
  const model = modelOf(call);
  if (!model) return;
  digest(
    call,
    model,
    countWords(text),
    () => call.reply.json(200, { embedding: text ? vectorOf(text) : [] }),
    keepAliveOf(call.body['keep_alive']),
  );
};
