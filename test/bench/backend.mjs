// The model server of a measurement, run as a process of its own. It answers from prepared bytes and parses no more of a
// request than its end and its model, so that it costs less than any proxy before it.
import net from 'node:net';
import { PacedStreams } from './paced-streams.mjs';
import { BURST_FRAMES, CHAT_ANSWER, LAST_EVENT, MODEL_LIST, MODELS, frame } from './payloads.mjs';

const json = (body) =>
  Buffer.from(
    `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
  );
const STREAM_HEAD =
  'HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-cache\r\nTransfer-Encoding: chunked\r\n\r\n';

const httpChunk = (text) => `${text.length.toString(16)}\r\n${text}\r\n`;
const STREAM_END = `${httpChunk(LAST_EVENT.toString())}0\r\n\r\n`;

const answers = { chat: json(CHAT_ANSWER), models: json(MODEL_LIST), health: json('{"status":"ok"}') };
const burst = Buffer.from(
  STREAM_HEAD +
    Array.from({ length: BURST_FRAMES }, (_, index) => httpChunk(frame(index))).join('') +
    STREAM_END,
);

const paced = new PacedStreams({
  head: STREAM_HEAD,
  frame: (index, stamp) => httpChunk(frame(index, stamp)),
  end: STREAM_END,
});

/** Where the request that starts at 0 ends, and what it asks for; undefined while it is incomplete. */
function readRequest(bytes) {
  const headEnd = bytes.indexOf('\r\n\r\n');
  if (headEnd < 0) return undefined;
  const head = bytes.latin1Slice(0, headEnd);
  const bodyAt = headEnd + 4;
  const length = /\r\ncontent-length: *(\d+)/i.exec(head);
  let end = bodyAt + (length ? Number(length[1]) : 0);
  if (!length && /\r\ntransfer-encoding: *chunked/i.test(head)) {
    const last = bytes.indexOf('0\r\n\r\n', bodyAt);
    end = last < 0 ? Infinity : last + 5;
  }
  if (end > bytes.length) return undefined;
  return { end, head, bodyAt, close: /\r\nconnection: *close/i.test(head) };
}

function answer(socket, bytes, request) {
  if (!request.head.startsWith('POST ')) {
    socket.write(/^GET \S*\/models /.test(request.head) ? answers.models : answers.health);
  } else if (asksFor(bytes, request, MODELS.paced)) {
    paced.start(socket, request.close);
    return;
  } else {
    socket.write(asksFor(bytes, request, MODELS.burst) ? burst : answers.chat);
  }
  if (request.close) socket.end();
}

function asksFor(bytes, request, model) {
  const at = bytes.indexOf(model, request.bodyAt);
  return at >= 0 && at < request.end;
}

const server = net.createServer({ noDelay: true }, (socket) => {
  let pending;
  socket.on('data', (chunk) => {
    let bytes = pending ? Buffer.concat([pending, chunk]) : chunk;
    pending = undefined;
    while (bytes.length > 0) {
      const request = readRequest(bytes);
      if (!request) {
        pending = bytes;
        return;
      }
      answer(socket, bytes, request);
      bytes = bytes.subarray(request.end);
    }
  });
  socket.on('error', () => socket.destroy());
});

server.listen(0, '127.0.0.1', () => process.send?.({ port: server.address().port }));
process.on('disconnect', () => process.exit());
