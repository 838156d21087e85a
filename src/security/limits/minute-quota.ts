import { type Policy, Quota } from './quota.js';
import { TokenBucket } from './token-bucket.js';

/** Whoever used far more than a minute's worth waits for no longer than this. */
const LONGEST_DEBT_MINUTES = 60;

/**
 * So much per minute, coming back evenly. What is known after the fact only may overdraw it: then it
 * stays closed until that has come back.
 */
export class MinuteQuota extends Quota {
  readonly windowSeconds = 60;
  #bucket: TokenBucket | undefined;
  #capacity = 0;

  /** @param share the part of a minute's worth that may be used at once; never less than one unit */
  constructor(
    policy: Policy,
    private readonly share = 1,
  ) {
    super(policy);
  }

  override resize(size: number): void {
    super.resize(size);
    this.#capacity = Math.max(1, size * this.share);
  }

  waitMs(now: number): number {
    return this.size === 0 ? 0 : this.#filled(now).waitMs(this.size);
  }

  use(amount: number, now: number): void {
    if (this.size > 0) this.#filled(now).spend(amount, -this.size * LONGEST_DEBT_MINUTES);
  }

  remaining(now: number): number {
    return this.size === 0 ? 0 : Math.max(0, Math.floor(this.#filled(now).level + HAIR));
  }

  resetMs(now: number): number {
    return this.size === 0 ? 0 : ((this.#capacity - this.#filled(now).level) * 60_000) / this.size;
  }

  clear(): void {
    this.#bucket = undefined;
  }

  protected used(now: number): number {
    return this.size === 0 ? 0 : Math.max(0, Math.ceil(this.#capacity - this.#filled(now).level - HAIR));
  }

  #filled(now: number): TokenBucket {
    this.#bucket ??= new TokenBucket(this.#capacity, now);
    this.#bucket.refill(this.size, this.#capacity, now);
    return this.#bucket;
  }
}

/** Sums of fractions may miss a whole unit by a hair. */
const HAIR = 1e-9;
