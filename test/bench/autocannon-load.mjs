// Unary load by autocannon, in a process of its own: node autocannon-load.mjs '{"port":…,"connections":…,"seconds":…}'
import autocannon from 'autocannon';
import { CHAT_ANSWER, CHAT_PATH, MODELS, chatRequest } from './payloads.mjs';
import { percentiles } from './percentiles.mjs';

const { port, connections, seconds } = JSON.parse(process.argv[2]);
const latencies = [];

const run = autocannon({
  url: `http://127.0.0.1:${port}${CHAT_PATH}`,
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: chatRequest(MODELS.unary),
  expectBody: CHAT_ANSWER,
  connections,
  duration: Math.ceil(seconds),
});
// Its own histogram counts whole milliseconds; the event carries fractions of them.
run.on('response', (_client, _status, _bytes, milliseconds) => latencies.push(milliseconds * 1000));

const outcome = await run;
const errors = outcome.errors + outcome.non2xx + outcome.mismatches;
const fault = `${outcome.non2xx} not 2xx, ${outcome.mismatches} wrong bodies, ${outcome.errors} socket errors`;
const result = {
  completed: latencies.length,
  seconds: outcome.duration,
  ...percentiles(latencies),
  errors,
  fault: errors > 0 ? fault : undefined,
};
process.stdout.write(`${JSON.stringify(result)}\n`);
