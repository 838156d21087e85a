/** Longest delay that a Node timer keeps; a longer one would fire at once. */
export const LONGEST_TIMER_MS = 2_147_483_647;

/** The time was up. */
export class TimeLimitError extends Error {
  constructor(limitMs: number) {
    super(`timeout: no complete answer within ${limitMs} ms`);
  }
}

/**
 * Runs `work` with a signal that fires after exactly this time or with `parent`, whichever is first.
 * When it fired, the failure is the reason of the signal, whatever the work made of it.
 */
export async function within<T>(
  limitMs: number,
  parent: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  parent.throwIfAborted();
  const own = new AbortController();
  const expire = (): void => own.abort(new TimeLimitError(limitMs));
  const follow = (): void => own.abort(parent.reason);
  const timer = setTimeout(expire, Math.min(limitMs, LONGEST_TIMER_MS));
  parent.addEventListener('abort', follow, { once: true });
  try {
    return await work(own.signal);
  } catch (error) {
    throw own.signal.aborted ? own.signal.reason : error;
  } finally {
    clearTimeout(timer);
    parent.removeEventListener('abort', follow);
  }
}
