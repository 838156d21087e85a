import { retryDelayMs } from './retrying.js';

describe('retryDelayMs', () => {
  it('doubles with every attempt', () => {
    expect([1, 2, 3].map((attempt) => retryDelayMs(1_000, attempt, 0.5))).toEqual([1_000, 2_000, 4_000]);
  });

  it('strays by a tenth either way', () => {
    expect(retryDelayMs(1_000, 1, 0)).toBeCloseTo(900);
    expect(retryDelayMs(1_000, 1, 1)).toBeCloseTo(1_100);
  });

  it('never exceeds thirty seconds', () => {
    expect(retryDelayMs(1_000, 2_000, 1)).toBe(30_000);
    expect(retryDelayMs(-5, 1)).toBe(0);
  });
});
