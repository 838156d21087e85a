/** Calls `act` after `ms`, or at once without any timer when there is nothing to wait for. Returns how to call it off. */
export function later(ms: number, act: () => void): () => void {
  if (ms <= 0) {
    act();
    return nothing;
  }
  const timer = setTimeout(act, ms);
  return () => clearTimeout(timer);
}

const nothing = (): void => undefined;
