import { addTo } from '../../traffic/spread.js';
import type { CellView, SlotView } from '../../wire.js';
import { ratesNow, rowsSince, seriesOf, sumSince } from './traffic.js';

const SLOT = 10_000;
const cell = (requests: number, failed = 0, tokens = 0, ms = 100): CellView => {
  const durations: number[] = [];
  for (let i = failed; i < requests; i++) addTo(durations, ms);
  return [requests, failed, 0, 0, tokens, durations, [], 0];
};
const slot = (t: number, all: CellView, models: Record<string, CellView> = {}): SlotView => ({
  t,
  all,
  endpoints: {},
  models,
  keys: {},
});

describe('the traffic of the last minutes', () => {
  const slots = [
    slot(10_000, cell(30, 3, 300), { llama: cell(20), qwen: cell(10, 3) }),
    slot(40_000, cell(10, 0, 50, 900), { qwen: cell(10, 0, 50, 900) }),
  ];

  it('adds slots up, percentiles included', () => {
    const sum = sumSince(slots, 0);
    expect(sum).toMatchObject({ requests: 40, failed: 3, tokensOut: 350, firstToken50: undefined });
    expect(sum.p50).toBeCloseTo(100, -1.5);
    expect(sum.p99).toBeGreaterThan(800);
    expect(sumSince(slots, 20_000).requests).toBe(10);
  });

  it('tells who had how much of it, the busiest first', () => {
    const rows = rowsSince(slots, 0, 'models');
    expect(rows.map(({ name, requests, failed }) => [name, requests, failed])).toEqual([
      ['llama', 20, 0],
      ['qwen', 20, 3],
    ]);
    expect(rowsSince(slots, 0, 'keys')).toEqual([]);
  });

  it('draws a line through time in which nothing happened, and none for what is not known', () => {
    const series = seriesOf(slots, { now: 55_000, slotMs: SLOT, spanMs: 40_000 });
    expect(series.at).toEqual([10, 20, 30, 40]);
    expect(series.requests).toEqual([3, 0, 0, 1]);
    expect(series.p95.slice(1, 3)).toEqual([null, null]);
    const focus = { dimension: 'models', name: 'llama' } as const;
    expect(seriesOf(slots, { now: 55_000, slotMs: SLOT, spanMs: 40_000, focus }).requests).toEqual([
      2, 0, 0, 0,
    ]);
  });

  it('knows the rate of the present from the open slot and the one before', () => {
    expect(ratesNow(slots, 55_000, SLOT)).toEqual({ requests: 10 / 15, tokens: 50 / 15 });
    expect(ratesNow(slots, 90_000, SLOT).requests).toBe(0);
  });
});
