import { setTimeout as sleep } from 'node:timers/promises';

const EVERY_MS = 10;

/**
 * Waits until the condition holds and gives what it returned; fails with `what` when it does not in time.
 * A condition that throws does not hold yet.
 */
export async function until<T>(
  what: string,
  condition: () => T | Promise<T>,
  limitMs = 5_000,
): Promise<NonNullable<T>> {
  const deadline = performance.now() + limitMs;
  let last: unknown;
  for (;;) {
    try {
      const value = await condition();
      if (value) return value;
      last = value;
    } catch (error) {
      last = error;
    }
    if (performance.now() > deadline) {
      throw new Error(`${what}: not within ${limitMs} ms (last: ${String(last)})`, { cause: last });
    }
    await sleep(EVERY_MS);
  }
}

/** Gives the promise's value, or fails with `what` when it takes longer than this. */
export async function within<T>(what: string, limitMs: number, promise: Promise<T>): Promise<T> {
  const done = new AbortController();
  const late = sleep(limitMs, undefined, { signal: done.signal }).then(
    () => Promise.reject(new Error(`${what}: not within ${limitMs} ms`)),
    () => promise,
  );
  try {
    return await Promise.race([promise, late]);
  } finally {
    done.abort();
  }
}
