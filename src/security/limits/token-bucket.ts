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

  /** What is in it as of the last look; below 0 where more was spent than there was. */
  get level(): number {
    return this.#tokens;
  }

  /** Adds what has come back since the last look. */
  refill(perMinute: number, capacity: number, now: number): void {
    this.#tokens = Math.min(
      capacity,
      this.#tokens + (Math.max(0, now - this.#refilledAt) * perMinute) / MINUTE_MS,
    );
    this.#refilledAt = now;
  }

  /** Takes one whole token when there is one; changes nothing else. */
  take(perMinute: number, capacity: number, now: number): boolean {
    this.refill(perMinute, capacity, now);
    this.lastUsedAt = now;
    if (this.#tokens < 1 - HAIR) return false;
    this.#tokens -= 1;
    return true;
  }

  /** Takes what was used already, whether it is there or not; never leaves less than `least`. */
  spend(amount: number, least: number): void {
    this.#tokens = Math.max(least, this.#tokens - amount);
  }

  /** Returns a token that was taken in vain. */
  giveBack(capacity: number): void {
    this.#tokens = Math.min(capacity, this.#tokens + 1);
  }

  /** Milliseconds until a whole token is there, as of the last look; 0 when there is one. */
  waitMs(perMinute: number): number {
    const missing = 1 - this.#tokens;
    return missing > HAIR ? (missing * MINUTE_MS) / perMinute : 0;
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

  /** Milliseconds until that window is over; 0 when none is open. */
  windowEndsInMs(now: number): number {
    return Math.max(0, this.#windowStart + MINUTE_MS - now);
  }
}
