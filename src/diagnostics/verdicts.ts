/** How hard something is used. */
export type Pressure = 'LOW' | 'MEDIUM' | 'HIGH';

/** Whether there are too many of something. */
export type CountVerdict = 'HEALTHY' | 'NORMAL' | 'ELEVATED' | 'CONCERNING';

/** The part of the heap's limit that is in use, in a word. */
export const heapPressure = (share: number): Pressure => pressure(share, 0.6, 0.8);

/** The part of the time that the collector takes, in a word. */
export const collectorPressure = (share: number): Pressure => pressure(share, 0.05, 0.1);

/** A count of things that should not pile up, in a word (configuration.md §15). */
export function countVerdict(count: number): CountVerdict {
  if (count > 1_000) return 'CONCERNING';
  if (count > 500) return 'ELEVATED';
  return count > 100 ? 'NORMAL' : 'HEALTHY';
}

function pressure(share: number, medium: number, high: number): Pressure {
  if (share > high) return 'HIGH';
  return share > medium ? 'MEDIUM' : 'LOW';
}
