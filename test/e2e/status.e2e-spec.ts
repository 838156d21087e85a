import { ask, chat } from '../support/ask.js';
import { answers } from '../support/backend.js';
import { hangs, refuses, streams } from '../support/behaviours.js';
import { dig } from '../support/dig.js';
import { type PairedOlla, startPairs } from '../support/pairs.js';
import { RawStream } from '../support/streams.js';
import { until } from '../support/until.js';

const CASES = ['well', 'failing', 'leaving', 'broken', 'unused'] as const;
const WELL = 7;
const FAILED_OVER = 4;
const LEFT_WAITING = 3;
const LEFT_READING = 2;
const BROKEN = 2;
const UNKNOWN = 5;
const SUCCESSES = WELL + FAILED_OVER;
const FAILURES = FAILED_OVER + BROKEN;

jest.setTimeout(30_000);

describe.each(['olla', 'sherpa'])('the figures of /internal/status (%s)', (engine) => {
  let fleet: PairedOlla<(typeof CASES)[number]>;
  let report: unknown;
  const row = (name: string): unknown =>
    (dig(report, 'endpoints') as unknown[]).find((endpoint) => dig(endpoint, 'name') === name);
  const take = async (): Promise<unknown> => (await ask(`${fleet.olla.url}/internal/status`)).json();

  beforeAll(async () => {
    fleet = await startPairs(CASES, { proxy: { engine } });
    await traffic();
    report = await until('nothing is under way', async () => {
      const now = await take();
      return dig(now, 'system', 'active_connections') === 0 && now;
    });
  });
  afterAll(() => fleet.stop());

  async function traffic(): Promise<void> {
    const { url } = fleet.olla;
    for (let i = 0; i < WELL; i++) await chat(url, 'well');
    fleet.pair('failing').first.behaviour = refuses(500);
    for (let i = 0; i < FAILED_OVER; i++) await chat(url, 'failing');
    const { first } = fleet.pair('leaving');
    first.behaviour = hangs;
    for (let i = 1; i <= LEFT_WAITING; i++) {
      const stream = new RawStream(url, { model: 'leaving' });
      await until('it waits', () => first.requests.length === i);
      stream.leave();
    }
    first.behaviour = streams({ frames: 1_000 });
    for (let i = 0; i < LEFT_READING; i++) {
      const stream = new RawStream(url, { model: 'leaving' });
      await stream.seen(2);
      stream.leave();
    }
    fleet.pair('broken').first.behaviour = streams({ frames: 10, cutAfter: 2 });
    for (let i = 0; i < BROKEN; i++) await new RawStream(url, { model: 'broken' }).ended;
    for (let i = 0; i < UNKNOWN; i++) await chat(url, 'nobody-has-this');
  }

  it('count each attempt once, and what clients gave up as neither success nor failure', () => {
    const rate = ((SUCCESSES / (SUCCESSES + FAILURES)) * 100).toFixed(1);
    expect(dig(report, 'system')).toMatchObject({
      total_requests: SUCCESSES + FAILURES,
      total_failures: FAILURES,
      success_rate: `${rate}%`,
      active_connections: 0,
      has_traffic: true,
      endpoints_up: `${2 * CASES.length}/${2 * CASES.length}`,
    });
  });

  it.each([
    ['well-first', WELL, '100%'],
    ['well-second', 0, '0%'],
    ['failing-first', FAILED_OVER, '0%'],
    ['failing-second', FAILED_OVER, '100%'],
    ['leaving-first', 0, '0%'],
    ['leaving-second', 0, '0%'],
    ['broken-first', BROKEN, '0%'],
    ['broken-second', 0, '0%'],
    ['unused-first', 0, '0%'],
  ])('say that %s had %d requests, %s of them well', (name, requests, success_rate) => {
    expect(row(name)).toMatchObject({ requests, success_rate, connections: 0, status: 'healthy' });
  });

  it('count the bytes that were relayed', async () => {
    const { olla, pair } = fleet;
    const { first } = pair('unused');
    first.behaviour = answers('x'.repeat(5_000));
    const { body } = await chat(olla.url, 'unused');
    report = await until('it is counted', async () => {
      const now = await take();
      return dig(now, 'system', 'total_requests') === SUCCESSES + FAILURES + 1 && now;
    });
    expect(dig(row(first.name), 'traffic')).toBe(`${(body.length / 1_024).toFixed(2)} KB`);
  });

  it('tell of a request while it is under way', async () => {
    const { olla, pair } = fleet;
    const { first } = pair('unused');
    first.behaviour = hangs;
    const stream = new RawStream(olla.url, { model: 'unused' });
    await until('it is under way', async () => {
      report = await take();
      return dig(row(first.name), 'connections') === 1;
    });
    expect(dig(report, 'system', 'active_connections')).toBe(1);
    stream.leave();
    await until('it is over', async () => dig(await take(), 'system', 'active_connections') === 0);
  });
});
