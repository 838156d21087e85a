import type { Gauge, LimitName } from './limits-view.js';

/** What a limit is called where clients read it, and what it counts. */
export interface Policy {
  /** Its name in `RateLimit` fields. */
  readonly name: string;
  readonly limit: LimitName;
}

/** How much of one limit is used up. Its size may change at any time; what was counted stays. */
export abstract class Quota {
  #size = 0;

  constructor(readonly policy: Policy) {}

  /** Units per window; 0 = no limit. */
  get size(): number {
    return this.#size;
  }

  resize(size: number): void {
    this.#size = size;
  }

  abstract readonly windowSeconds: number;
  /** Milliseconds until one more fits; 0 = now. */
  abstract waitMs(now: number): number;
  /** Counts what was used, whether it fits or not. */
  abstract use(amount: number, now: number): void;
  /** Whole units that fit now. */
  abstract remaining(now: number): number;
  /** Milliseconds until all of it is there again. */
  abstract resetMs(now: number): number;
  /** Forgets what was counted. */
  abstract clear(): void;

  /** Does it count tokens of models, which are known after the fact only? */
  get countsTokens(): boolean {
    return this.policy.limit.startsWith('tokens');
  }

  /** `60 requests per minute`. */
  get text(): string {
    const words = this.policy.limit.replaceAll('_', ' ');
    return this.size === 1 ? `1 ${words.replace('s per', ' per')}` : `${this.size} ${words}`;
  }

  /** Whole seconds until one more fits, for `Retry-After`. */
  waitSeconds(now: number): number {
    return Math.max(1, Math.ceil(this.waitMs(now) / 1_000));
  }

  gauge(now: number): Gauge {
    return {
      limit: this.policy.limit,
      capacity: this.size,
      used: this.used(now),
      remaining: this.remaining(now),
      resetsAt: Math.round(now + this.resetMs(now)),
    };
  }

  /** How much of its size is used up; may be more. */
  protected abstract used(now: number): number;
}
