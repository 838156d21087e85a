/**
 * Runs `work` until it is done, the time is up or `ended` fires, whichever is first. In the last two cases
 * the signal that it got fires, and it is waited for no longer even if it does not listen.
 */
export async function withinLimit<T>(
  limitMs: number,
  ended: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  ended.throwIfAborted();
  const own = new AbortController();
  const stop = (): void => own.abort(ended.reason);
  const timer = setTimeout(() => own.abort(new Error(`no answer within ${limitMs} ms`)), limitMs).unref();
  const stopped = new Promise<never>((_, reject) => {
    own.signal.addEventListener('abort', () => reject(own.signal.reason as Error), { once: true });
  });
  ended.addEventListener('abort', stop, { once: true });
  try {
    return await Promise.race([work(own.signal), stopped]);
  } finally {
    clearTimeout(timer);
    ended.removeEventListener('abort', stop);
  }
}
