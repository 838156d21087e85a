import { TokenBucket } from './token-bucket.js';

const takes = (bucket: TokenBucket, times: number, now: number, perMinute = 60, capacity = 3): boolean[] =>
  Array.from({ length: times }, () => bucket.take(perMinute, capacity, now));

describe('TokenBucket', () => {
  it('starts full and gives exactly its capacity at once', () => {
    expect(takes(new TokenBucket(3, 0), 5, 0)).toEqual([true, true, true, false, false]);
  });

  it('refills evenly, and never above its capacity', () => {
    const bucket = new TokenBucket(3, 0);
    takes(bucket, 3, 0);
    expect(takes(bucket, 2, 999)).toEqual([false, false]);
    expect(takes(bucket, 2, 1_000)).toEqual([true, false]);
    expect(takes(bucket, 5, 600_000)).toEqual([true, true, true, false, false]);
  });

  it('loses no token to fractions', () => {
    const bucket = new TokenBucket(1, 0);
    expect(bucket.take(7, 1, 0)).toBe(true);
    const step = 60_000 / 7 / 100;
    for (let i = 1; i < 100; i++) expect(bucket.take(7, 1, i * step)).toBe(false);
    expect(bucket.take(7, 1, 100 * step)).toBe(true);
  });

  it('says how long a refused caller waits', () => {
    const bucket = new TokenBucket(1, 0);
    bucket.take(20, 1, 0);
    bucket.take(20, 1, 1_000);
    expect(bucket.waitMs(20)).toBeCloseTo(2_000, 6);
  });

  it('takes a returned token back, up to its capacity', () => {
    const bucket = new TokenBucket(1, 0);
    bucket.take(1, 1, 0);
    bucket.giveBack(1);
    bucket.giveBack(1);
    expect(takes(bucket, 2, 0, 1, 1)).toEqual([true, false]);
  });

  it('obeys a new rate and a new capacity at once', () => {
    const bucket = new TokenBucket(10, 0);
    expect(takes(bucket, 4, 0, 60, 2)).toEqual([true, true, false, false]);
    expect(bucket.take(6_000, 10, 10)).toBe(true);
  });

  it('gives nothing with a capacity of 0', () => {
    expect(takes(new TokenBucket(0, 0), 2, 3_600_000, 60, 0)).toEqual([false, false]);
  });

  it('counts uses in a window that begins anew with the first use after a minute', () => {
    const bucket = new TokenBucket(1, 0);
    bucket.countUse(10);
    bucket.countUse(59_999);
    expect(bucket.used(59_999)).toBe(2);
    expect(bucket.used(60_000)).toBe(0);
    bucket.countUse(70_000);
    expect(bucket.used(129_999)).toBe(1);
    expect(bucket.used(130_000)).toBe(0);
  });

  it('survives a clock that steps back', () => {
    const bucket = new TokenBucket(1, 10_000);
    expect(bucket.take(60, 1, 10_000)).toBe(true);
    expect(bucket.take(60, 1, 5_000)).toBe(false);
    expect(bucket.take(60, 1, 6_000)).toBe(true);
  });
});
