// Requests at random moments, each measured from its start to its first token and to its end.
import http from 'node:http';

const sleep = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const agent = new http.Agent({ keepAlive: true, maxSockets: Infinity });

/** Numbers that are the same in every run with the same seed (mulberry32). */
export function randomFrom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Picks models by Zipf's law: the second is asked for half as often as the first, the third a third as often. */
export function zipf(models, random) {
  const weights = models.map((_, at) => 1 / (at + 1));
  const sum = weights.reduce((a, b) => a + b, 0);
  return () => {
    let left = random() * sum;
    const at = weights.findIndex((weight) => (left -= weight) < 0);
    return models[at < 0 ? models.length - 1 : at];
  };
}

/**
 * Sends requests for a while and waits until all of them are over.
 * @param plan { url, seconds, perSecond, pick(at) => { model, headers, prompt }, random, scale, at, floods } in the time of the
 * scenario. `at`: [{ at, act() }], done when it is time. `floods`: [{ ask, width }], each with so many requests under way.
 * `talks`: [{ at, turns: [ask], thinkSeconds }], each turn sent so long after the answer to the one before.
 * @returns one record per request: { at, model, caller, waitS, totalS, status, endpoint }, in seconds of the scenario
 */
export async function send({ url, seconds, perSecond, pick, random, scale, ...more }) {
  const { at: events = [], floods = [], talks = [] } = more;
  const records = [];
  const running = [];
  const started = performance.now();
  const now = () => ((performance.now() - started) * scale) / 1_000;
  const note = (due, ask) => one(url, ask, scale).then((record) => records.push({ at: due, ...record }));
  for (const { at, act } of events) {
    running.push(sleep((at * 1_000) / scale).then(() => Promise.all([act((ask) => note(at, ask))].flat())));
  }
  for (const { ask, width } of floods) {
    const keepOn = async () => {
      while (now() < seconds) await note(now(), ask);
    };
    for (let i = 0; i < width; i++) running.push(keepOn());
  }
  for (const { at, turns, thinkSeconds } of talks) {
    const talk = async () => {
      await sleep((at * 1_000) / scale);
      for (const ask of turns) {
        await note(now(), ask);
        await sleep((thinkSeconds * 1_000) / scale);
      }
    };
    running.push(talk());
  }
  let due = perSecond > 0 ? 0 : Infinity;
  for (;;) {
    due += -Math.log(1 - random()) / perSecond;
    if (!(due <= seconds)) break;
    const late = (due * 1_000) / scale - (performance.now() - started);
    if (late > 1) await sleep(late);
    running.push(note(due, pick(due)));
  }
  await Promise.all(running);
  return records;
}

function one(url, { model, caller = '', prompt = 'Tell me more.', headers = {}, messages }, scale) {
  const started = performance.now();
  const seconds = () => ((performance.now() - started) * scale) / 1_000;
  return new Promise((resolve) => {
    const record = {
      model,
      caller,
      waitS: Infinity,
      totalS: Infinity,
      status: 0,
      endpoint: '',
      broken: true,
    };
    const request = http.request(
      `${url}/olla/openai/v1/chat/completions`,
      { method: 'POST', agent, headers: { 'content-type': 'application/json', ...headers } },
      (response) => {
        record.status = response.statusCode;
        record.endpoint = response.headers['x-olla-endpoint'] ?? '';
        response.on('data', () => {
          if (record.waitS === Infinity) record.waitS = seconds();
        });
        response.on('close', () => {
          record.totalS = seconds();
          record.broken = !response.complete || record.status !== 200;
          resolve(record);
        });
        response.on('error', () => undefined);
      },
    );
    request.on('error', () => resolve({ ...record, totalS: seconds() }));
    request.end(
      JSON.stringify({ model, stream: true, messages: messages ?? [{ role: 'user', content: prompt }] }),
    );
  });
}
