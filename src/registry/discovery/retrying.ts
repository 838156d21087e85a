import { setTimeout as sleep } from 'node:timers/promises';

const LONGEST_WAIT_MS = 30_000;
const JITTER = 0.1;

export interface RetryPolicy {
  /** Attempts in all; at least one is made. */
  readonly attempts: number;
  readonly backoffMs: number;
  /** Whether another attempt may help after this failure. */
  readonly worthwhile: (error: unknown) => boolean;
}

/** Tries until it works, waiting longer each time. Rejects with the last failure, or when the signal fires. */
export async function retrying<T>(
  task: () => Promise<T>,
  policy: RetryPolicy,
  signal: AbortSignal,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await task();
    } catch (error) {
      if (signal.aborted || attempt >= policy.attempts || !policy.worthwhile(error)) throw error;
    }
    await sleep(retryDelayMs(policy.backoffMs, attempt), undefined, { signal });
  }
}

/** Wait after the k-th failed attempt, a tenth more or less so that endpoints do not march in step. */
export function retryDelayMs(backoffMs: number, attempt: number, random = Math.random()): number {
  const wait = Math.max(0, backoffMs) * 2 ** (attempt - 1) * (1 + JITTER * (2 * random - 1));
  return Math.min(LONGEST_WAIT_MS, wait);
}
