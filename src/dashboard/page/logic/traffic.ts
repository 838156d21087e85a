import { merged, percentile } from '../../traffic/spread.js';
import type { CellView, SlotView } from '../../wire.js';

export const DIMENSIONS = { endpoints: 'Endpoint', models: 'Model', keys: 'API key' } as const;
export type Dimension = keyof typeof DIMENSIONS;

/** What the figures are about: everything, or one endpoint, model or key. */
export interface Focus {
  readonly dimension: Dimension;
  readonly name: string;
}

/** Figures of a stretch of time. */
export interface Sum {
  readonly requests: number;
  readonly failed: number;
  readonly cancelled: number;
  /** Turned away: wrong, over a limit, for a model that nobody has. */
  readonly refused: number;
  readonly tokensIn: number;
  readonly tokensOut: number;
  readonly p50: number | undefined;
  readonly p95: number | undefined;
  readonly p99: number | undefined;
  readonly firstToken50: number | undefined;
  readonly firstToken95: number | undefined;
}

export interface Row extends Sum {
  readonly name: string;
}

/** A column of numbers as charts take them: `null` where there is nothing to draw. */
export type Column = (number | null)[];

/** One column per figure; `at` in seconds. */
export interface Series {
  readonly at: number[];
  readonly requests: Column;
  readonly failed: Column;
  readonly tokensIn: Column;
  readonly tokensOut: Column;
  readonly p50: Column;
  readonly p95: Column;
  readonly p99: Column;
  readonly firstToken50: Column;
  readonly firstToken95: Column;
}

/** The figures of a slot that are in focus. */
export function cellOf(slot: SlotView, focus: Focus | undefined): CellView | undefined {
  if (focus === undefined) return slot.all;
  const cells = slot[focus.dimension];
  // A model may be called `constructor`.
  return Object.hasOwn(cells, focus.name) ? cells[focus.name] : undefined;
}

/** All cells together. */
export function sumOf(cells: readonly CellView[]): Sum {
  const add = (at: 0 | 1 | 2 | 3 | 4 | 7): number => cells.reduce((total, cell) => total + cell[at], 0);
  const durations = merged(cells.map((cell) => cell[5]));
  const firstTokens = merged(cells.map((cell) => cell[6]));
  return {
    requests: add(0),
    failed: add(1),
    cancelled: add(2),
    refused: add(7),
    tokensIn: add(3),
    tokensOut: add(4),
    p50: percentile(durations, 0.5),
    p95: percentile(durations, 0.95),
    p99: percentile(durations, 0.99),
    firstToken50: percentile(firstTokens, 0.5),
    firstToken95: percentile(firstTokens, 0.95),
  };
}

/** What happened from one slot on, in all. */
export const sumSince = (slots: readonly SlotView[], from: number, focus?: Focus): Sum =>
  sumOf(
    slots
      .filter(({ t }) => t >= from)
      .map((slot) => cellOf(slot, focus))
      .filter((cell) => cell !== undefined),
  );

/** A row for each endpoint, model or key that had requests since then, the busiest first. */
export function rowsSince(slots: readonly SlotView[], from: number, dimension: Dimension): readonly Row[] {
  const cells = new Map<string, CellView[]>();
  for (const slot of slots) {
    if (slot.t < from) continue;
    for (const [name, cell] of Object.entries(slot[dimension])) {
      const known = cells.get(name);
      if (known) known.push(cell);
      else cells.set(name, [cell]);
    }
  }
  const rows = [...cells].map(([name, list]) => ({ name, ...sumOf(list) }));
  return rows.sort((a, b) => b.requests - a.requests || a.name.localeCompare(b.name));
}

/** Requests and tokens of the present, each per second: over the slot that is open and the one before. */
export function ratesNow(
  slots: readonly SlotView[],
  now: number,
  slotMs: number,
): { requests: number; tokens: number } {
  const from = now - (now % slotMs) - slotMs;
  const { requests, tokensIn, tokensOut } = sumSince(slots, from);
  const seconds = (now - from) / 1_000;
  return { requests: requests / seconds, tokens: (tokensIn + tokensOut) / seconds };
}

/** The slots of a stretch of time as columns, those in which nothing happened included; the open one is left out. */
export function seriesOf(
  slots: readonly SlotView[],
  { now, slotMs, spanMs, focus }: { now: number; slotMs: number; spanMs: number; focus?: Focus | undefined },
): Series {
  const known = new Map(slots.map((slot) => [slot.t, slot]));
  const open = now - (now % slotMs);
  const perSecond = 1_000 / slotMs;
  const at: number[] = [];
  const sums: Sum[] = [];
  for (let t = open - spanMs; t < open; t += slotMs) {
    const slot = known.get(t);
    const cell = slot && cellOf(slot, focus);
    at.push(t / 1_000);
    sums.push(sumOf(cell ? [cell] : []));
  }
  const rate = (of: (sum: Sum) => number): Column => sums.map((sum) => of(sum) * perSecond);
  const value = (of: (sum: Sum) => number | undefined): Column => sums.map((sum) => of(sum) ?? null);
  return {
    at,
    requests: rate((sum) => sum.requests),
    failed: rate((sum) => sum.failed),
    tokensIn: rate((sum) => sum.tokensIn),
    tokensOut: rate((sum) => sum.tokensOut),
    p50: value((sum) => sum.p50),
    p95: value((sum) => sum.p95),
    p99: value((sum) => sum.p99),
    firstToken50: value((sum) => sum.firstToken50),
    firstToken95: value((sum) => sum.firstToken95),
  };
}
