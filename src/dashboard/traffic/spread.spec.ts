import { addTo, merged, percentile } from './spread.js';

const spreadOf = (...durations: number[]): number[] => {
  const pairs: number[] = [];
  for (const ms of durations) addTo(pairs, ms);
  return pairs;
};

describe('a spread of durations', () => {
  it('knows percentiles to a tenth of their value', () => {
    const pairs = spreadOf(...Array.from({ length: 1_000 }, (_, i) => i + 1));
    for (const part of [0.5, 0.95, 0.99]) {
      const value = percentile(pairs, part)!;
      expect(Math.abs(value - part * 1_000)).toBeLessThan(part * 100);
    }
  });

  it('has no percentile without a duration', () => expect(percentile([], 0.5)).toBeUndefined());

  it('holds what takes no time and what takes for ever', () => {
    expect(percentile(spreadOf(0), 0.5)).toBeLessThan(1);
    expect(percentile(spreadOf(1e12), 0.5)).toBeGreaterThan(500_000);
  });

  it('is the same whether it was kept in one list or in several', () => {
    const together = percentile(spreadOf(3, 50, 700, 9_000), 0.5);
    expect(percentile(merged([spreadOf(700, 3), spreadOf(9_000, 50)]), 0.5)).toBe(together);
  });
});
