import { once } from 'node:events';
import { connect } from 'node:net';
import { answers } from '../support/backend.js';
import { chat } from '../support/ask.js';
import { hangs, streams } from '../support/behaviours.js';
import { type PairedOlla, startPairs } from '../support/pairs.js';
import { RawStream } from '../support/streams.js';
import { until, within } from '../support/until.js';

const CASES = ['waiting', 'reading', 'stalled', 'sending', 'many'] as const;
/** What is promised is 100 ms; a busy machine may be slower to notice. */
const PROMISE_MS = 1_000;

jest.setTimeout(30_000);

describe.each(['olla', 'sherpa'])('a client that leaves (%s)', (engine) => {
  let fleet: PairedOlla<(typeof CASES)[number]>;
  beforeAll(async () => {
    fleet = await startPairs(CASES, { proxy: { engine } });
  });
  afterAll(() => fleet.stop());

  it('before the answer has begun lets the backend go within a second', async () => {
    const { first, second, model } = fleet.pair('waiting');
    first.behaviour = hangs;
    const stream = new RawStream(fleet.olla.url, { model });
    await until('the backend has the request', () => first.requests.length === 1);
    const leftAt = performance.now();
    stream.leave();
    const noticedAt = await within('the backend notices', PROMISE_MS, first.requests[0]!.left);
    expect(noticedAt - leftAt).toBeLessThan(PROMISE_MS);
    first.behaviour = answers();
    expect((await chat(fleet.olla.url, model)).header('x-olla-endpoint')).toBe(first.name);
    expect(second.requests).toHaveLength(0);
  });

  it('in the middle of a stream lets the backend go within a second', async () => {
    const { first, model } = fleet.pair('reading');
    first.behaviour = streams({ frames: 10_000, everyMs: 20 });
    const stream = new RawStream(fleet.olla.url, { model });
    await stream.seen(3);
    const leftAt = performance.now();
    stream.leave();
    const noticedAt = await within('the backend notices', PROMISE_MS, first.requests[0]!.left);
    expect(noticedAt - leftAt).toBeLessThan(PROMISE_MS);
  });

  it('while its backend says nothing lets it go just as fast', async () => {
    const { first, model } = fleet.pair('stalled');
    first.behaviour = streams({ frames: 10, silentAfter: 2 });
    const stream = new RawStream(fleet.olla.url, { model });
    await stream.seen(2);
    stream.leave();
    await within('the backend notices', PROMISE_MS, first.requests[0]!.left);
    expect(first.requests).toHaveLength(1);
  });

  it('while it is still sending is of no concern to any backend', async () => {
    const { first, second, model } = fleet.pair('sending');
    const socket = connect(fleet.olla.port, '127.0.0.1').setEncoding('latin1');
    const head = 'POST /olla/openai/v1/chat/completions HTTP/1.1\r\nHost: olla\r\nContent-Length: 100\r\n';
    socket.write(`${head}Expect: 100-continue\r\n\r\n`);
    expect(await once(socket, 'data')).toEqual([expect.stringContaining('100 Continue')]);
    const logged = fleet.olla.log().length;
    socket.write(`{"model":"${model}",`);
    socket.resetAndDestroy();
    await until('it is noticed', () => /body_cut|client_cancelled/.test(fleet.olla.log().slice(logged)));
    expect([first.requests.length, second.requests.length]).toEqual([0, 0]);
  });

  it('counts against nobody, however many do so', async () => {
    const { first, second, model } = fleet.pair('many');
    first.behaviour = streams({ frames: 10_000, everyMs: 20 });
    const impatient = Array.from({ length: 12 }, () => new RawStream(fleet.olla.url, { model }));
    await Promise.all(impatient.map((stream) => stream.seen(1)));
    for (const stream of impatient) stream.leave();
    await within('the backend notices all', PROMISE_MS, Promise.all(first.requests.map(({ left }) => left)));
    expect(await fleet.olla.endpoint(first.name)).toMatchObject({
      status: 'healthy',
      requests: 0,
      circuit_breaker: { state: 'closed', failures: 0 },
    });
    first.behaviour = answers();
    expect((await chat(fleet.olla.url, model)).header('x-olla-endpoint')).toBe(first.name);
    expect(second.requests).toHaveLength(0);
  });
});
