import { chat } from '../support/ask.js';
import { answers } from '../support/backend.js';
import { closes, hangs, inTurn, resets } from '../support/behaviours.js';
import { dig } from '../support/dig.js';
import { FrozenBackend } from '../support/frozen-backend.js';
import { type PairedOlla, startPairs } from '../support/pairs.js';
import { until } from '../support/until.js';

const CASES = [
  'refused',
  'reset',
  'closed',
  'connect-timeout',
  'slow-header',
  'no-header',
  'all-refused',
  'same-bytes',
  'stale',
  'stale-twice',
  'back-soon',
  'all-away',
] as const;
const HEADER_TIMEOUT_MS = 400;
const DEMOTED = 'Connection failed to endpoint, marking as unhealthy';

jest.setTimeout(30_000);

describe.each(['olla', 'sherpa'])('a backend that fails before its first byte (%s)', (engine) => {
  let fleet: PairedOlla<(typeof CASES)[number]>;
  const status = async (name: string): Promise<unknown> => dig(await fleet.olla.endpoint(name), 'status');
  const failures = async (name: string): Promise<unknown> =>
    dig(await fleet.olla.endpoint(name), 'circuit_breaker', 'failures');
  const frozen = new FrozenBackend('connect-timeout');

  beforeAll(async () => {
    await frozen.start();
    fleet = await startPairs(
      CASES,
      {
        proxy: {
          engine,
          response_header_timeout: `${HEADER_TIMEOUT_MS}ms`,
          connection_timeout: '500ms',
        },
      },
      [frozen],
    );
  });
  afterAll(async () => {
    await frozen.kill();
    await fleet.stop();
  });

  it('is passed over when it refuses the connection, and leaves rotation at once', async () => {
    const { first, model } = fleet.pair('refused');
    await first.stop();
    const answer = await chat(fleet.olla.url, model);
    expect(answer.status).toBe(200);
    expect(answer.header('x-olla-endpoint')).toBe('refused-second');
    expect(await status('refused-first')).toBe('offline');
  });

  it('is passed over when it resets the connection, and leaves rotation at once', async () => {
    const { first, model } = fleet.pair('reset');
    first.behaviour = resets;
    const answer = await chat(fleet.olla.url, model);
    expect(answer.header('x-olla-endpoint')).toBe('reset-second');
    expect(answer.status).toBe(200);
    expect(first.requests).toHaveLength(1);
    await until('it is logged', () => fleet.olla.messagesAbout(first.name).includes(DEMOTED));
  });

  it('is passed over when it closes without an answer, which counts but does not demote', async () => {
    const { first, model } = fleet.pair('closed');
    first.behaviour = closes;
    const answer = await chat(fleet.olla.url, model);
    expect(answer.header('x-olla-endpoint')).toBe('closed-second');
    expect(first.requests).toHaveLength(1);
    expect(await failures('closed-first')).toBe(1);
    expect(await status('closed-first')).toBe('healthy');
  });

  it('is passed over when the connection does not come about in time', async () => {
    await frozen.freeze();
    const begun = performance.now();
    const answer = await chat(fleet.olla.url, 'connect-timeout');
    expect(answer.header('x-olla-endpoint')).toMatch(/^connect-timeout-/);
    expect(performance.now() - begun).toBeGreaterThan(450);
    await until('it is logged', () => fleet.olla.messagesAbout(frozen.name).includes(DEMOTED));
  });

  it('is passed over when its header does not come in time, and stays in rotation', async () => {
    const { first, model } = fleet.pair('slow-header');
    first.behaviour = hangs;
    const answer = await chat(fleet.olla.url, model);
    expect(answer.header('x-olla-endpoint')).toBe('slow-header-second');
    expect(await status('slow-header-first')).toBe('healthy');
    expect(await failures('slow-header-first')).toBe(1);
    await expect(first.requests[0]!.left).resolves.toBeGreaterThan(0);
  });

  it('is told of as 504 when no other one is left, each having been asked once', async () => {
    const { first, second, model } = fleet.pair('no-header');
    first.behaviour = hangs;
    second.behaviour = hangs;
    const begun = performance.now();
    const answer = await chat(fleet.olla.url, model);
    expect(answer.status).toBe(504);
    expect(dig(answer.json(), 'error', 'code')).toBe('upstream_header_timeout');
    expect(performance.now() - begun).toBeGreaterThanOrEqual(2 * HEADER_TIMEOUT_MS);
    expect([first.requests.length, second.requests.length]).toEqual([1, 1]);
  });

  it('is told of as 502 when every one refuses', async () => {
    const { first, second, model } = fleet.pair('all-refused');
    await Promise.all([first.stop(), second.stop()]);
    const answer = await chat(fleet.olla.url, model);
    expect(answer.status).toBe(502);
    expect(dig(answer.json(), 'error', 'code')).toBe('upstream_connect');
  });

  it('is followed by another one that gets the same bytes', async () => {
    const { first, second, model } = fleet.pair('same-bytes');
    first.behaviour = resets;
    const body = `{ "messages" :[{"role":"user","content":"a\\u00e4\\n"}],"n":1.0e2,\n"model":"${model}","model2":"ß€😀"}  `;
    const answer = await chat(fleet.olla.url, model, { body });
    expect(answer.header('x-olla-endpoint')).toBe('same-bytes-second');
    expect(first.requests[0]!.body.toString()).toBe(body);
    expect(second.requests[0]!.body.equals(first.requests[0]!.body)).toBe(true);
    expect(second.requests[0]!.headers['content-length']).toBe(String(Buffer.byteLength(body)));
    expect(second.requests[0]!.headers.host).toBe(`127.0.0.1:${second.port}`);
  });

  it('is asked again on a new connection when a kept one had gone stale, and nobody is blamed', async () => {
    const { first, second, model } = fleet.pair('stale');
    first.behaviour = (response, request) =>
      request.nth === 0 ? answers()(response, request) : response.socket!.destroy();
    await chat(fleet.olla.url, model);
    const answer = await chat(fleet.olla.url, model);
    expect(answer.header('x-olla-endpoint')).toBe('stale-first');
    expect(first.requests.map(({ nth }) => nth)).toEqual([0, 1, 0]);
    expect(second.requests).toHaveLength(0);
    expect(await failures('stale-first')).toBe(0);
    expect(await status('stale-first')).toBe('healthy');
  });

  it('is asked again only once when the new connection fails too', async () => {
    const { first, model } = fleet.pair('stale-twice');
    first.behaviour = inTurn(answers(), closes);
    await chat(fleet.olla.url, model);
    const answer = await chat(fleet.olla.url, model);
    expect(answer.header('x-olla-endpoint')).toBe('stale-twice-second');
    expect(first.requests.map(({ nth }) => nth)).toEqual([0, 1, 0]);
    expect(await failures('stale-twice-first')).toBe(1);
  });

  it('serves again within about a second when it was only a hiccup', async () => {
    const { first, model } = fleet.pair('back-soon');
    first.behaviour = inTurn(resets, answers());
    expect((await chat(fleet.olla.url, model)).header('x-olla-endpoint')).toBe('back-soon-second');
    const begun = performance.now();
    await until('the first endpoint serves', async () => {
      const answer = await chat(fleet.olla.url, model);
      return answer.header('x-olla-endpoint') === 'back-soon-first';
    });
    expect(performance.now() - begun).toBeLessThan(1_200);
  });

  it('and all its like may be away for three seconds: two seconds after their return they serve', async () => {
    const { first, second, model } = fleet.pair('all-away');
    await Promise.all([first.stop(), second.stop()]);
    const gone = performance.now();
    await until(
      'three seconds of failures',
      async () => {
        expect((await chat(fleet.olla.url, model)).status).toBeGreaterThanOrEqual(502);
        return performance.now() - gone > 3_000;
      },
      5_000,
    );
    await Promise.all([first.start(), second.start()]);
    const back = performance.now();
    await until('it serves', async () => (await chat(fleet.olla.url, model)).status === 200);
    expect(performance.now() - back).toBeLessThan(2_000);
  });
});
