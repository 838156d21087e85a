import { type Answer, chat } from '../support/ask.js';
import { answers, Backend } from '../support/backend.js';
import { closes, hangs, refuses } from '../support/behaviours.js';
import { configuration, entry } from '../support/configuration.js';
import { dig } from '../support/dig.js';
import { type Olla, start } from '../support/olla.js';
import { type PairedOlla, startPairs } from '../support/pairs.js';
import { until } from '../support/until.js';

const CASES = ['one-closes', 'both-close', 'impatient'] as const;
const OPEN_FOR_MS = 1_500;

jest.setTimeout(30_000);

describe.each(['olla', 'sherpa'])('the circuit breaker of an endpoint (%s)', (engine) => {
  let fleet: PairedOlla<(typeof CASES)[number]>;
  const breaker = async (name: string): Promise<unknown> =>
    dig(await fleet.olla.endpoint(name), 'circuit_breaker');

  beforeAll(async () => {
    fleet = await startPairs(CASES, { proxy: { engine } });
  });
  afterAll(() => fleet.stop());

  it('opens after five failures in a row, and it is not asked any more', async () => {
    const { first, model } = fleet.pair('one-closes');
    first.behaviour = closes;
    for (let i = 0; i < 15; i++) expect((await chat(fleet.olla.url, model)).status).toBe(200);
    expect(first.requests).toHaveLength(5);
    expect(await breaker(first.name)).toEqual({ state: 'open', failures: 5 });
  });

  it('of every endpoint being open, the answer is 503 with Retry-After, and none is asked', async () => {
    const { first, second, model } = fleet.pair('both-close');
    first.behaviour = closes;
    second.behaviour = closes;
    for (let i = 0; i < 5; i++) expect((await chat(fleet.olla.url, model)).status).toBe(502);
    const answer = await chat(fleet.olla.url, model);
    expect(answer.status).toBe(503);
    expect(dig(answer.json(), 'error', 'code')).toBe('unavailable');
    expect(Number(answer.header('retry-after'))).toBeGreaterThan(20);
    expect(Number(answer.header('retry-after'))).toBeLessThanOrEqual(30);
    expect([first.requests.length, second.requests.length]).toEqual([5, 5]);
  });

  it('stays closed whatever impatient clients do', async () => {
    const { first, model } = fleet.pair('impatient');
    first.behaviour = hangs;
    for (let i = 1; i <= 6; i++) {
      const leaving = chat(fleet.olla.url, model, { limitMs: 60_000, signal: AbortSignal.timeout(100) });
      await expect(leaving).rejects.toThrow();
      await first.requests[i - 1]!.left;
    }
    expect(await breaker(first.name)).toEqual({ state: 'closed', failures: 0 });
    first.behaviour = answers();
    expect((await chat(fleet.olla.url, model)).header('x-olla-endpoint')).toBe(first.name);
  });
});

describe.each(['olla', 'sherpa'])('an open breaker under least-connections (%s)', (engine) => {
  let olla: Olla;
  const broken = new Backend('broken', ['shared']);
  const sound = [new Backend('sound-1', ['shared']), new Backend('sound-2', ['shared'])];
  const lonely = new Backend('lonely', ['alone']);

  beforeAll(async () => {
    await Promise.all([broken, lonely, ...sound].map((backend) => backend.start()));
    const proxy = {
      engine,
      load_balancer: 'least-connections',
      circuit_breaker: { threshold: 5, open_for: `${OPEN_FOR_MS}ms` },
    };
    const all = [broken, lonely, ...sound].map((backend) => entry(backend));
    olla = await start(configuration(all, { proxy }));
  });
  afterAll(async () => {
    await olla.kill();
    await Promise.all([broken, lonely, ...sound].map((backend) => backend.stop()));
  });

  /** So many chats, ten at a time. */
  async function chats(count: number): Promise<Answer[]> {
    const given: Answer[] = [];
    const client = async (): Promise<void> => {
      while (count-- > 0) given.push(await chat(olla.url, 'shared'));
    };
    await Promise.all(Array.from({ length: 10 }, client));
    return given;
  }

  it('does not attract requests, nor does an endpoint that fails at once', async () => {
    broken.behaviour = refuses(503);
    for (const backend of sound)
      backend.behaviour = (response, request) => void setTimeout(() => answers()(response, request), 20);
    const given = await chats(200);
    expect(given.filter(({ status }) => status === 200)).toHaveLength(200);
    // Five open it, as many again may be under way by then, and a trial comes now and then.
    expect(broken.requests.length).toBeLessThanOrEqual(20);
    expect(broken.requests.length).toBeGreaterThanOrEqual(5);
    for (const backend of sound) expect(backend.requests.length).toBeGreaterThan(70);
  });

  it('closes after a trial that went well, at no client’s cost', async () => {
    broken.behaviour = answers();
    const before = broken.requests.length;
    await until('the endpoint takes part again', async () => {
      const given = await chats(10);
      expect(given.every(({ status }) => status === 200)).toBe(true);
      return broken.requests.length > before + 20;
    });
    const state = dig(await olla.endpoint('broken'), 'circuit_breaker');
    expect(state).toEqual({ state: 'closed', failures: 0 });
  });

  it('lets a single trial through when its time is over', async () => {
    lonely.behaviour = closes;
    for (let i = 0; i < 5; i++) expect((await chat(olla.url, 'alone')).status).toBe(502);
    expect((await chat(olla.url, 'alone')).status).toBe(503);
    lonely.behaviour = hangs;
    const leaving = new AbortController();
    await until('a trial is under way', async () => {
      const asked = chat(olla.url, 'alone', { signal: leaving.signal }).catch(() => undefined);
      await Promise.race([asked, until('it is asked', () => lonely.requests.length === 6)]);
      return lonely.requests.length === 6;
    });
    const others = await Promise.all(Array.from({ length: 5 }, () => chat(olla.url, 'alone')));
    expect(others.map(({ status }) => status)).toEqual([503, 503, 503, 503, 503]);
    expect(lonely.requests).toHaveLength(6);
    leaving.abort();
    await lonely.requests[5]!.left;
  });
});
