// What travels in a measurement: one request, one answer, and a frame that says its place and when it was sent.

export const CHAT_PATH = '/olla/proxy/v1/chat/completions';
export const MODELS = { unary: 'bench-unary', burst: 'bench-burst', paced: 'bench-paced' };
export const BURST_FRAMES = 40;
export const PACED_FRAMES = 200;
export const PACE_MS = 10;

const FILLER = 'Tell me something I did not know about the place where I live. ';

/** A chat request of about 1 KB. */
export function chatRequest(model, stream = false) {
  const messages = [
    { role: 'system', content: 'You answer in one sentence.' },
    { role: 'user', content: FILLER.repeat(13) },
  ];
  return JSON.stringify({ model, stream, temperature: 0.7, max_tokens: 256, messages });
}

export const CHAT_ANSWER = JSON.stringify({
  id: 'chatcmpl-bench',
  object: 'chat.completion',
  created: 1700000000,
  model: MODELS.unary,
  choices: [
    { index: 0, message: { role: 'assistant', content: 'It was once a lake.' }, finish_reason: 'stop' },
  ],
  usage: { prompt_tokens: 200, completion_tokens: 6, total_tokens: 206 },
});

export const MODEL_LIST = JSON.stringify({
  object: 'list',
  data: Object.values(MODELS).map((id) => ({ id, object: 'model', created: 1700000000, owned_by: 'bench' })),
});

const INDEX_DIGITS = 6;
const STAMP_DIGITS = 16;
const CHUNK_FIELDS = '"object":"chat.completion.chunk","created":1700000000,"model":"bench"';
const BEFORE = `data: {"id":"chatcmpl-bench",${CHUNK_FIELDS},"choices":[{"index":0,"delta":{"content":"`;
const AFTER = '"},"finish_reason":null}]}\n\n';
const before = Buffer.from(BEFORE);
const after = Buffer.from(AFTER);
const indexAt = before.length;
const stampAt = indexAt + INDEX_DIGITS + 1;
const afterAt = stampAt + STAMP_DIGITS;

/** Every frame has this length, so a reader needs no search to find its end. */
export const FRAME_BYTES = afterAt + after.length;
export const LAST_EVENT = Buffer.from('data: [DONE]\n\n');

/** Microseconds of the machine's monotonic clock, the same in every process. */
export function microseconds() {
  const [seconds, nanoseconds] = process.hrtime();
  return seconds * 1e6 + Math.floor(nanoseconds / 1000);
}

export function frame(index, stamp = 0) {
  const place = String(index).padStart(INDEX_DIGITS, '0');
  return `${BEFORE}${place}@${String(stamp).padStart(STAMP_DIGITS, '0')}${AFTER}`;
}

/** Whether `bytes` hold, from `at` on, exactly the frame with this index; its stamp may be any. */
export function isFrame(bytes, at, index) {
  return (
    digits(bytes, at + indexAt, INDEX_DIGITS) === index &&
    before.compare(bytes, at, at + indexAt) === 0 &&
    after.compare(bytes, at + afterAt, at + FRAME_BYTES) === 0
  );
}

export function frameStamp(bytes, at) {
  return digits(bytes, at + stampAt, STAMP_DIGITS);
}

function digits(bytes, at, count) {
  let value = 0;
  for (let i = at; i < at + count; i++) value = value * 10 + bytes[i] - 48;
  return value;
}
