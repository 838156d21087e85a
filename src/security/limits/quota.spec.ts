import { DayQuota } from './day-quota.js';
import { MinuteQuota } from './minute-quota.js';

const MIDNIGHT = Date.UTC(2026, 0, 2);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

function minute(size: number, share?: number): MinuteQuota {
  const quota = new MinuteQuota({ name: 'key', limit: 'tokens_per_minute' }, share);
  quota.resize(size);
  return quota;
}

function day(size: number): DayQuota {
  const quota = new DayQuota({ name: 'key-day', limit: 'requests_per_day' });
  quota.resize(size);
  return quota;
}

describe('MinuteQuota', () => {
  it('lets a minute’s worth be used at once, which comes back evenly', () => {
    const quota = minute(6);
    quota.use(6, 0);
    expect([quota.remaining(0), quota.waitMs(0), quota.resetMs(0)]).toEqual([0, 10_000, MINUTE]);
    expect([quota.remaining(10_000), quota.waitMs(10_000)]).toEqual([1, 0]);
    expect([quota.remaining(MINUTE), quota.resetMs(MINUTE)]).toEqual([6, 0]);
  });

  it.each([
    [60, 10],
    [6, 1],
    [1, 1],
  ])('with a share of a sixth lets %d per minute come %d at once', (size, atOnce) => {
    const quota = minute(size, 1 / 6);
    expect(quota.remaining(0)).toBe(atOnce);
    quota.use(atOnce, 0);
    expect(quota.waitMs(0)).toBeCloseTo(MINUTE / size);
  });

  it('can be overdrawn, and is closed until that has come back', () => {
    const quota = minute(100);
    quota.use(300, 0);
    expect([quota.remaining(0), quota.waitMs(0)]).toEqual([0, 120_600]);
    expect(quota.gauge(0)).toMatchObject({ capacity: 100, used: 300, remaining: 0, resetsAt: 3 * MINUTE });
    expect(quota.waitMs(120_600)).toBe(0);
  });

  it('closes for an hour at most', () => {
    const quota = minute(100);
    for (const amount of [1e9, Infinity]) quota.use(amount, 0);
    expect(quota.waitMs(0)).toBeLessThanOrEqual(HOUR + MINUTE);
  });

  it('keeps what was counted when its size changes', () => {
    const quota = minute(10);
    quota.use(10, 0);
    quota.resize(1_000);
    expect(quota.remaining(0)).toBe(0);
    expect(quota.remaining(600)).toBe(10);
    quota.resize(5);
    expect(quota.remaining(600)).toBe(5);
  });

  it('says what it allows in words', () => {
    expect([minute(1).text, minute(20).text]).toEqual(['1 token per minute', '20 tokens per minute']);
  });

  it('is nothing with a size of 0', () => {
    const quota = minute(0);
    quota.use(5, 0);
    expect([quota.waitMs(0), quota.remaining(0), quota.resetMs(0)]).toEqual([0, 0, 0]);
  });
});

describe('DayQuota', () => {
  it('is closed until midnight UTC once it is used up', () => {
    const quota = day(2);
    const now = MIDNIGHT - 90_000;
    quota.use(1, now);
    expect([quota.waitMs(now), quota.remaining(now)]).toEqual([0, 1]);
    quota.use(1, now);
    expect([quota.waitMs(now), quota.waitSeconds(now), quota.remaining(now)]).toEqual([90_000, 90, 0]);
    expect(quota.gauge(now)).toMatchObject({ capacity: 2, used: 2, resetsAt: MIDNIGHT });
    expect([quota.waitMs(MIDNIGHT), quota.remaining(MIDNIGHT)]).toEqual([0, 2]);
  });

  it('counts what came before its size was made larger or smaller', () => {
    const quota = day(2);
    quota.use(2, MIDNIGHT);
    quota.resize(5);
    expect(quota.remaining(MIDNIGHT)).toBe(3);
    quota.resize(1);
    expect([quota.remaining(MIDNIGHT), quota.waitMs(MIDNIGHT)]).toEqual([0, 24 * HOUR]);
  });
});
