import { LONGEST_TIMER_MS } from './longest-timer.js';

/** The time was up. */
export class TimeLimitError extends Error {
  constructor(limitMs: number) {
    super(`timeout: no complete answer within ${limitMs} ms`);
  }
}

/**
 * Runs `work` until it is done, the time is up or `parent` fires, whichever is first. In the last two cases
 * the signal that it got fires, the failure is the reason of that signal, and work that does not listen is
 * waited for no longer.
 */
export async function within<T>(
  limitMs: number,
  parent: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  parent.throwIfAborted();
  const own = new AbortController();
  const follow = (): void => own.abort(parent.reason);
  const timer = setTimeout(() => own.abort(new TimeLimitError(limitMs)), Math.min(limitMs, LONGEST_TIMER_MS));
  const stopped = new Promise<never>((_, reject) => {
    own.signal.addEventListener('abort', () => reject(own.signal.reason as Error), { once: true });
  });
  parent.addEventListener('abort', follow, { once: true });
  try {
    return await Promise.race([stopped, work(own.signal)]);
  } catch (error) {
    throw own.signal.aborted ? own.signal.reason : error;
  } finally {
    clearTimeout(timer);
    parent.removeEventListener('abort', follow);
  }
}
