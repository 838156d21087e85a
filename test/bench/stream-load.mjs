// Reads streams over a fixed number of connections, one after another on each, and prints what it saw as one JSON line.
// Run as a process of its own: node stream-load.mjs '{"port":…,"connections":…,"seconds":…,"model":…,"frames":…}'
import net from 'node:net';
import { CHAT_PATH, chatRequest, microseconds } from './payloads.mjs';
import { percentiles } from './percentiles.mjs';
import { ResponseReader } from './response-reader.mjs';
import { StreamCheck } from './stream-check.mjs';

const STALL_MS = 10_000;
const MAX_FAULTS = 200;

const { port, connections, seconds, model, frames } = JSON.parse(process.argv[2]);
const body = chatRequest(model, true);
const request = Buffer.from(
  `POST ${CHAT_PATH} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nContent-Type: application/json\r\n` +
    `Accept: text/event-stream\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
);

const whole = [];
const first = [];
const delays = [];
const faults = [];
let framesSeen = 0;
const onDelay = (delay) => delays.push(delay);

const startedAt = microseconds();
const deadline = startedAt + seconds * 1e6;
const over = () => microseconds() >= deadline || faults.length >= MAX_FAULTS;

/** Streams on one connection until time is up or the connection ends. */
function runConnection() {
  return new Promise((resolve) => {
    const socket = net.connect({ port, host: '127.0.0.1', noDelay: true });
    let check;
    let sentAt = 0;

    const next = () => {
      check = new StreamCheck(frames, onDelay);
      sentAt = microseconds();
      socket.write(request);
    };
    const settle = (fault) => {
      framesSeen += check.frames;
      if (fault) {
        faults.push(fault);
      } else {
        whole.push(microseconds() - sentAt);
        first.push(check.firstFrameAt - sentAt);
      }
      check = undefined;
      if (fault || over()) socket.destroy();
      else next();
    };
    const reader = new ResponseReader({
      onHead: (status) => check?.onHead(status),
      onBody: (bytes, from, to) => check?.onBody(bytes, from, to),
      onEnd: () => check && settle(check.verdict()),
    });

    socket.on('connect', next);
    socket.on('data', (chunk) => reader.push(chunk));
    socket.setTimeout(STALL_MS, () => socket.destroy(new Error('silent for too long')));
    socket.on('error', (error) => {
      if (check) settle(error.message);
      else faults.push(error.message);
    });
    socket.on('close', () => {
      if (check && !reader.close()) settle('connection closed inside a stream');
      resolve();
    });
  });
}

async function runUntilDeadline() {
  do {
    await runConnection();
  } while (!over());
}

await Promise.all(Array.from({ length: connections }, runUntilDeadline));
const elapsed = (microseconds() - startedAt) / 1e6;
const result = {
  completed: whole.length,
  frames: framesSeen,
  seconds: elapsed,
  whole: percentiles(whole),
  first: percentiles(first),
  delay: percentiles(delays),
  errors: faults.length,
  fault: faults[0],
};
process.stdout.write(`${JSON.stringify(result)}\n`);
