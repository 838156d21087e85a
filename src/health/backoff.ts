const LONGEST_WAIT_MS = 60_000;
const LARGEST_MULTIPLIER = 12;

export interface Backoff {
  readonly waitMs: number;
  /** To be stored for the failure after this one. */
  readonly multiplier: number;
}

/** The wait after one more failure (models-and-health.md §5.2): 5, 10, 20, 40, 60, 60 … seconds. */
export function backoff(multiplier: number, checkIntervalMs: number): Backoff {
  if (multiplier <= 1) return { waitMs: checkIntervalMs, multiplier: 2 };
  const longest = Math.max(LONGEST_WAIT_MS, checkIntervalMs);
  return {
    waitMs: Math.min(checkIntervalMs * multiplier, longest),
    multiplier: Math.min(multiplier * 2, LARGEST_MULTIPLIER),
  };
}
