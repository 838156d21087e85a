import { type Handler, pronounce } from '../dialects/dialect.js';
import { digest, generate, modelOf } from '../dialects/generate.js';
import { limitOf } from '../http/fields.js';
import { SSE, sse } from '../openai/flavour.js';
import { embed } from '../text/embedding.js';
import { textOfContent, textsOf } from '../text/prompt.js';
import { countWords, tokenIds } from '../text/words.js';
import { timingsOf } from './timings.js';

/** `POST /completion`: llama.cpp's own; its stream ends without `[DONE]`. */
export const completion: Handler = (call) => {
  const { body, reply } = call;
  const texts = textsOf(body['prompt']);
  if (texts.length === 0) {
    return pronounce(reply, call.server.dialect.error(call.path, 400, '"prompt" must be a string or a list'));
  }
  const model = modelOf(call);
  if (!model) return;
  const streamed = body['stream'] === true;
  const job = { model, prompt: texts.join('\n'), limit: limitOf(body['n_predict']), streamed };
  generate(call, job, {
    token: (content) => reply.frame(SSE, sse({ index: 0, content, tokens: [], stop: false, id_slot: 0 })),
    done: (result) => {
      const last = {
        index: 0,
        content: streamed ? '' : result.text,
        tokens: [],
        id_slot: 0,
        stop: true,
        model: model.name,
        tokens_predicted: result.tokens,
        tokens_evaluated: result.promptTokens,
        truncated: false,
        stop_type: result.finish === 'stop' ? 'eos' : 'limit',
        stopping_word: '',
        tokens_cached: result.promptTokens + result.tokens - 1,
        timings: timingsOf(result),
      };
      if (streamed) reply.lastFrame(SSE, sse(last));
      else reply.json(200, last);
    },
  });
};

/** `POST /embedding`. */
export const embedding: Handler = (call) => {
  const texts = textsOf(call.body['content'] ?? call.body['input']);
  const model = modelOf(call);
  if (!model) return;
  digest(call, model, countWords(texts.join(' ')), () =>
    call.reply.json(
      200,
      texts.map((text, index) => ({ index, embedding: [embed(text)] })),
    ),
  );
};

/** `POST /tokenize`. */
export const tokenize: Handler = ({ body, reply }) =>
  reply.json(200, { tokens: tokenIds(textOfContent(body['content'])) });
