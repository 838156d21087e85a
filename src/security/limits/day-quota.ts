import { Quota } from './quota.js';

const DAY_MS = 86_400_000;

/** So much per day, counted from midnight to midnight, UTC. */
export class DayQuota extends Quota {
  readonly windowSeconds = 86_400;
  #day = 0;
  #used = 0;

  waitMs(now: number): number {
    return this.size === 0 || this.used(now) < this.size ? 0 : this.resetMs(now);
  }

  use(amount: number, now: number): void {
    this.#used = this.used(now) + amount;
    this.#day = dayOf(now);
  }

  remaining(now: number): number {
    return Math.max(0, this.size - this.used(now));
  }

  resetMs(now: number): number {
    return DAY_MS - (now % DAY_MS);
  }

  clear(): void {
    this.#used = 0;
  }

  protected used(now: number): number {
    return dayOf(now) === this.#day ? this.#used : 0;
  }
}

const dayOf = (now: number): number => Math.floor(now / DAY_MS);
