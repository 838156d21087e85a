import type { ServerResponse } from 'node:http';
import { chat } from '../support/ask.js';
import { answers, Backend, type Recorded } from '../support/backend.js';
import { configuration, entry } from '../support/configuration.js';
import { type Olla, start } from '../support/olla.js';
import { until } from '../support/until.js';

jest.setTimeout(30_000);

describe('the limits of an endpoint', () => {
  const full = new Backend('full', ['at-once']);
  const spare = new Backend('spare', ['at-once']);
  const rare = new Backend('rare', ['per-minute']);
  const other = new Backend('other', ['per-minute']);
  const all = [full, spare, rare, other];
  let olla: Olla;
  const served = async (model: string): Promise<string> =>
    (await chat(olla.url, model)).header('x-olla-endpoint');

  beforeAll(async () => {
    await Promise.all(all.map((backend) => backend.start()));
    olla = await start(
      configuration([
        entry(full, { priority: 200, max_concurrent: 1 }),
        entry(spare, { max_concurrent: 1 }),
        entry(rare, { priority: 200, requests_per_minute: 12 }),
        entry(other, { requests_per_minute: 6 }),
      ]),
    );
  });
  afterAll(async () => {
    await olla.kill();
    await Promise.all(all.map((backend) => backend.stop()));
  });

  it('send a request elsewhere while as many are under way as it serves at once', async () => {
    const release = holds(full);
    const held = chat(olla.url, 'at-once');
    await until('it is full', () => full.requests.length === 1);
    expect(await served('at-once')).toBe('spare');
    release();
    expect((await held).status).toBe(200);
    expect(await served('at-once')).toBe('full');
  });

  it('refuse with 503 at once when everybody is full, and blame nobody', async () => {
    const release = [holds(full), holds(spare)];
    const before = full.requests.length + spare.requests.length;
    const held = [chat(olla.url, 'at-once'), chat(olla.url, 'at-once')];
    await until('both are full', () => full.requests.length + spare.requests.length === before + 2);
    const refused = await chat(olla.url, 'at-once');
    expect([refused.status, refused.header('retry-after')]).toEqual([503, '1']);
    for (const name of ['full', 'spare']) {
      expect(await olla.endpoint(name)).toMatchObject({
        status: 'healthy',
        circuit_breaker: { state: 'closed', failures: 0 },
      });
    }
    for (const go of release) go();
    expect((await Promise.all(held)).map(({ status }) => status)).toEqual([200, 200]);
  });

  it('let a sixth of a minute’s requests come at once, then say when the next may come', async () => {
    expect([await served('per-minute'), await served('per-minute')]).toEqual(['rare', 'rare']);
    expect(await served('per-minute')).toBe('other');
    const refused = await chat(olla.url, 'per-minute');
    expect(refused.status).toBe(503);
    expect(Number(refused.header('retry-after'))).toBeGreaterThan(3);
    expect(Number(refused.header('retry-after'))).toBeLessThanOrEqual(5);
    expect([rare.requests.length, other.requests.length]).toEqual([2, 1]);
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
