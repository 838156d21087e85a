import { type Handler, pronounce } from '../dialects/dialect.js';
import { digest, modelOf, spelling } from '../dialects/generate.js';
import { limitOf } from '../http/fields.js';
import { embed, toBase64 } from '../text/embedding.js';
import { textsOf } from '../text/prompt.js';
import { countWords } from '../text/words.js';

/** `POST /v1/embeddings`. */
export const embeddings: Handler = (call) => {
  const texts = textsOf(call.body['input']);
  if (texts.length === 0) {
    return pronounce(call.reply, call.server.dialect.error(call.path, 400, "'input' is a required property"));
  }
  const model = modelOf(call);
  if (!model) return;
  const tokens = countWords(texts.join(' '));
  const packed = call.body['encoding_format'] === 'base64';
  digest(call, model, tokens, () => {
    const data = texts.map((text, index) => {
      const vector = embed(text, limitOf(call.body['dimensions']));
      return { object: 'embedding', index, embedding: packed ? toBase64(vector) : vector };
    });
    const usage = { prompt_tokens: tokens, total_tokens: tokens };
    call.reply.json(200, { object: 'list', data, model: spelling(call, model), usage });
  });
};
