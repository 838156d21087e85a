const MINUTE_MS = 60_000;
/** Sums of fractions may miss a whole token by a hair. */
const HAIR = 1e-9;

/**
 * A bucket that refills evenly and starts full, with a count of uses per minute beside it. Rate and
 * capacity come with every call, so that a change of configuration applies to buckets that exist.
 */
export class TokenBucket {
  #tokens: number;
  #refilledAt: number;
  #windowStart: number;
  #used = 0;
  /** Clock of the last attempt to take a token. */
  lastUsedAt: number;

  /** @param now milliseconds of a clock that never runs backwards */
  constructor(capacity: number, now: number) {
    this.#tokens = capacity;
    this.#refilledAt = now;
    this.#windowStart = now;
    this.lastUsedAt = now;
  }

  /** Takes one whole token when there is one; changes nothing else. */
  take(perMinute: number, capacity: number, now: number): boolean {
    this.#tokens = Math.min(
      capacity,
      this.#tokens + (Math.max(0, now - this.#refilledAt) * perMinute) / MINUTE_MS,
    );
    this.#refilledAt = now;
    this.lastUsedAt = now;
    if (this.#tokens < 1 - HAIR) return false;
    this.#tokens -= 1;
    return true;
  }

  /** Returns a token that was taken in vain. */
  giveBack(capacity: number): void {
    this.#tokens = Math.min(capacity, this.#tokens + 1);
  }

  /** Milliseconds until a whole token is there, as of the last attempt. */
  waitMs(perMinute: number): number {
    return ((1 - this.#tokens) * MINUTE_MS) / perMinute;
  }

  /** Counts a use in the present window; a new window opens with the first use after the old one. */
  countUse(now: number): void {
    if (now - this.#windowStart >= MINUTE_MS) {
      this.#windowStart = now;
      this.#used = 0;
    }
    this.#used++;
  }

  /** Uses in the window that is open now. */
  used(now: number): number {
    return now - this.#windowStart >= MINUTE_MS ? 0 : this.#used;
  }
}
