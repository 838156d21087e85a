import type { Gauge } from './limits-view.js';
import type { Quota } from './quota.js';
import { policyOf, remainingOf } from './rate-limit-fields.js';

/** The limits of one caller or one model, and how far they are used up. Those of size 0 do not count. */
export class Meter {
  #active: readonly Quota[] = [];
  #policies = '';
  #countsTokens = false;

  constructor(private readonly quotas: readonly Quota[]) {}

  /** @param sizes of each quota, in their order; what was counted stays */
  resize(sizes: readonly number[]): void {
    this.quotas.forEach((quota, index) => quota.resize(sizes[index] ?? 0));
    this.#active = this.quotas.filter(({ size }) => size > 0);
    this.#policies = this.#active.map(policyOf).join(', ');
    this.#countsTokens = this.#active.some(({ countsTokens }) => countsTokens);
  }

  /** Whether somebody has to find out how many tokens an answer took. */
  get countsTokens(): boolean {
    return this.#countsTokens;
  }

  /** The limit that has to be waited for longest; undefined when one more request fits. */
  exhausted(now: number): Quota | undefined {
    let longest: Quota | undefined;
    let wait = 0;
    for (const quota of this.#active) {
      const waitMs = quota.waitMs(now);
      if (waitMs <= wait) continue;
      longest = quota;
      wait = waitMs;
    }
    return longest;
  }

  countRequest(now: number): void {
    for (const quota of this.#active) if (!quota.countsTokens) quota.use(1, now);
  }

  countTokens(tokens: number, now: number): void {
    for (const quota of this.#active) if (quota.countsTokens) quota.use(tokens, now);
  }

  /** Adds the draft's fields to the header lines of an answer: name, value, name, value. */
  pushFields(lines: string[], now: number): void {
    if (this.#active.length === 0) return;
    let remaining = '';
    for (const quota of this.#active) {
      remaining += remaining === '' ? remainingOf(quota, now) : `, ${remainingOf(quota, now)}`;
    }
    lines.push('RateLimit-Policy', this.#policies, 'RateLimit', remaining);
  }

  gauges(now: number): Gauge[] {
    return this.#active.map((quota) => quota.gauge(now));
  }

  clear(): void {
    for (const quota of this.quotas) quota.clear();
  }
}
