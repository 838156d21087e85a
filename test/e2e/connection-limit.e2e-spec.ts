import type { ServerResponse } from 'node:http';
import { chat } from '../support/ask.js';
import { answers, type Backend, type Recorded } from '../support/backend.js';
import { dig } from '../support/dig.js';
import { type PairedOlla, startPairs } from '../support/pairs.js';
import { until } from '../support/until.js';

const CASES = ['spills', 'waits', 'waits-in-vain'] as const;
const QUEUE_MS = 600;

jest.setTimeout(30_000);

describe('proxy.pool.max_connections', () => {
  let fleet: PairedOlla<(typeof CASES)[number]>;

  beforeAll(async () => {
    const pool = { max_connections: 1, queue_timeout: `${QUEUE_MS}ms` };
    fleet = await startPairs(CASES, { proxy: { engine: 'olla', pool } });
  });
  afterAll(() => fleet.stop());

  it('sends a request to another endpoint when the preferred one is full', async () => {
    const { first, second, model } = fleet.pair('spills');
    const release = holds(first);
    const held = chat(fleet.olla.url, model);
    await until('it is full', () => first.requests.length === 1);
    const begun = performance.now();
    expect((await chat(fleet.olla.url, model)).header('x-olla-endpoint')).toBe(second.name);
    expect(performance.now() - begun).toBeLessThan(QUEUE_MS);
    release();
    expect((await held).header('x-olla-endpoint')).toBe(first.name);
  });

  it('lets a request wait for its turn when every endpoint is full', async () => {
    const { first, second, model } = fleet.pair('waits');
    await second.stop();
    await chat(fleet.olla.url, model);
    const { length: before } = first.requests;
    const release = holds(first);
    const held = chat(fleet.olla.url, model);
    await until('it is full', () => first.requests.length === before + 1);
    const waiting = chat(fleet.olla.url, model);
    await until('it waits', async () => dig(await fleet.olla.endpoint(first.name), 'connections') === 2);
    expect(first.requests).toHaveLength(before + 1);
    release();
    expect([(await held).status, (await waiting).status]).toEqual([200, 200]);
  });

  it('tells it to come again when it waited in vain, and blames nobody', async () => {
    const { first, second, model } = fleet.pair('waits-in-vain');
    const release = [holds(first), holds(second)];
    const held = [chat(fleet.olla.url, model), chat(fleet.olla.url, model)];
    await until('both are full', () => first.requests.length + second.requests.length === 2);
    const begun = performance.now();
    const answer = await chat(fleet.olla.url, model);
    expect(performance.now() - begun).toBeGreaterThanOrEqual(QUEUE_MS - 20);
    expect(answer.status).toBe(503);
    expect(Number(answer.header('retry-after'))).toBeGreaterThan(0);
    for (const { name } of [first, second]) {
      expect(await fleet.olla.endpoint(name)).toMatchObject({
        status: 'healthy',
        circuit_breaker: { state: 'closed', failures: 0 },
      });
    }
    for (const go of release) go();
    expect((await Promise.all(held)).map(({ status }) => status)).toEqual([200, 200]);
  });
});

/** Keeps every request waiting until the returned function is called; answers at once from then on. */
function holds(backend: Backend): () => void {
  const waiting: [ServerResponse, Recorded][] = [];
  backend.behaviour = (response, request) => void waiting.push([response, request]);
  return () => {
    backend.behaviour = answers();
    for (const [response, request] of waiting) answers()(response, request);
  };
}
