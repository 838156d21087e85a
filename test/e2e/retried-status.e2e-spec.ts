import { chat } from '../support/ask.js';
import { answers } from '../support/backend.js';
import { inTurn, refuses } from '../support/behaviours.js';
import { dig } from '../support/dig.js';
import { type PairedOlla, startPairs } from '../support/pairs.js';
import { until } from '../support/until.js';

const RETRIED = [429, 500, 502, 503, 504] as const;
const RELAYED = [400, 401, 404, 422, 501] as const;
const CASES = [
  ...RETRIED.map((status) => `retried-${status}` as const),
  ...RELAYED.map((status) => `relayed-${status}` as const),
  'all-refuse',
  'asks-429',
  'asks-503',
  'asks-alone',
  'proven',
  'unproven',
] as const;

jest.setTimeout(30_000);

describe.each(['olla', 'sherpa'])('a backend that answers with an error status (%s)', (engine) => {
  let fleet: PairedOlla<(typeof CASES)[number]>;
  const breaker = async (name: string): Promise<unknown> =>
    dig(await fleet.olla.endpoint(name), 'circuit_breaker');

  beforeAll(async () => {
    fleet = await startPairs(CASES, { proxy: { engine } });
  });
  afterAll(() => fleet.stop());

  it.each(RETRIED)('%d is passed over for the next endpoint', async (status) => {
    const { first, second, model } = fleet.pair(`retried-${status}`);
    first.behaviour = refuses(status);
    const answer = await chat(fleet.olla.url, model);
    expect(answer.status).toBe(200);
    expect(answer.header('x-olla-endpoint')).toBe(second.name);
    expect(first.requests).toHaveLength(1);
  });

  it.each(RELAYED)('%d is relayed as it is, and nobody else is asked', async (status) => {
    const { first, second, model } = fleet.pair(`relayed-${status}`);
    first.behaviour = refuses(status);
    const answer = await chat(fleet.olla.url, model);
    expect(answer.status).toBe(status);
    expect(answer.json()).toEqual({ error: { message: `backend said ${status}` } });
    expect(answer.header('x-olla-endpoint')).toBe(first.name);
    expect(second.requests).toHaveLength(0);
  });

  it('is relayed as it is when it is the last one', async () => {
    const { first, second, model } = fleet.pair('all-refuse');
    first.behaviour = refuses(503);
    second.behaviour = refuses(500, { 'x-own': 'kept' });
    const answer = await chat(fleet.olla.url, model);
    expect(answer.status).toBe(500);
    expect(answer.json()).toEqual({ error: { message: 'backend said 500' } });
    expect(answer.header('x-own')).toBe('kept');
    expect(answer.header('x-olla-endpoint')).toBe('all-refuse-second');
    expect(first.requests).toHaveLength(1);
  });

  it.each([429, 503] as const)('is left alone for the Retry-After of its %d', async (status) => {
    const { first, model } = fleet.pair(`asks-${status}`);
    first.behaviour = inTurn(refuses(status, { 'retry-after': '1' }), answers());
    const asked = performance.now();
    const served: string[] = [];
    await until('the first endpoint serves again', async () => {
      const answer = await chat(fleet.olla.url, model);
      expect(answer.status).toBe(200);
      served.push(answer.header('x-olla-endpoint'));
      return served.at(-1) === first.name;
    });
    expect(performance.now() - asked).toBeGreaterThanOrEqual(990);
    expect(performance.now() - asked).toBeLessThan(2_000);
    expect(served.length).toBeGreaterThan(5);
    expect(first.requests).toHaveLength(2);
  });

  it('and asks for time like all the others: 503 says when to come back, and none is asked meanwhile', async () => {
    const { first, second, model } = fleet.pair('asks-alone');
    first.behaviour = refuses(429, { 'retry-after': '7' });
    second.behaviour = refuses(429, { 'retry-after': '3' });
    expect((await chat(fleet.olla.url, model)).status).toBe(429);
    const answer = await chat(fleet.olla.url, model);
    expect(answer.status).toBe(503);
    expect(Number(answer.header('retry-after'))).toBeGreaterThanOrEqual(2);
    expect(Number(answer.header('retry-after'))).toBeLessThanOrEqual(3);
    expect([first.requests.length, second.requests.length]).toEqual([1, 1]);
  });

  it('is blamed for a 500 that another one proves to be its own', async () => {
    const { first, model } = fleet.pair('proven');
    first.behaviour = refuses(500);
    for (let i = 0; i < 5; i++) expect((await chat(fleet.olla.url, model)).status).toBe(200);
    expect(await breaker('proven-first')).toEqual({ state: 'open', failures: 5 });
    await chat(fleet.olla.url, model);
    expect(first.requests).toHaveLength(5);
  });

  it('is not blamed for a 500 that every endpoint gives: one bad request does no harm', async () => {
    const { first, second, model } = fleet.pair('unproven');
    first.behaviour = refuses(500);
    second.behaviour = refuses(500);
    for (let i = 0; i < 7; i++) expect((await chat(fleet.olla.url, model)).status).toBe(500);
    expect(await breaker('unproven-first')).toEqual({ state: 'closed', failures: 0 });
    expect(await breaker('unproven-second')).toEqual({ state: 'closed', failures: 0 });
    expect([first.requests.length, second.requests.length]).toEqual([7, 7]);
  });
});
