import type { OnModuleDestroy, OnModuleInit } from '@nestjs/common';
import type { ThrottlerStorage } from '@nestjs/throttler';
import type { LimitSettings, ServerLimits } from '../limit-settings.js';
import { Buckets } from './buckets.js';
import { TokenBucket } from './token-bucket.js';

/** The longest delay that a timer takes. */
const LONGEST_DELAY_MS = 2 ** 31 - 1;

type Hit = Awaited<ReturnType<ThrottlerStorage['increment']>>;

/**
 * The state of all rate limits in this process: one bucket per client and one for everybody. It is the
 * storage of `@nestjs/throttler`; our own guard asks it without a promise.
 */
export class TokenBucketStorage implements ThrottlerStorage, OnModuleInit, OnModuleDestroy {
  /** Of each client that came of late. */
  readonly clients = new Buckets();
  /** Of routes under the throttler's own guard. */
  readonly #throttled = new Buckets();
  #global: TokenBucket | undefined;
  #timer: NodeJS.Timeout | undefined;
  #endWatch: (() => void) | undefined;

  constructor(private readonly limits: ServerLimits) {}

  onModuleInit(): void {
    this.start();
  }

  onModuleDestroy(): void {
    this.stop();
  }

  /** Sweeps every `cleanup_interval` from now on. */
  start(): void {
    this.stop();
    this.#arm(this.limits.current);
    this.#endWatch = this.limits.onChange((next, previous) => {
      if (next.rateLimits.cleanupInterval !== previous.rateLimits.cleanupInterval) this.#arm(next);
    });
  }

  /** Ends the sweeps; may be called at any time and any number of times. */
  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#endWatch?.();
    this.#endWatch = undefined;
  }

  /** The bucket that all clients share. */
  global(capacity: number, now: number): TokenBucket {
    return (this.#global ??= new TokenBucket(capacity, now));
  }

  /** The bucket that all share, once somebody came. */
  peekGlobal(): TokenBucket | undefined {
    return this.#global;
  }

  /** Lets everybody together start anew; true when there was something to forget. */
  dropGlobal(): boolean {
    const known = this.#global !== undefined;
    this.#global = undefined;
    return known;
  }

  /** Drops every bucket that was idle for more than ten minutes. */
  sweep(now: number = performance.now()): void {
    this.clients.sweep(now);
    this.#throttled.sweep(now);
  }

  /**
   * The contract of `@nestjs/throttler`, for routes under its own guard: `limit` tokens that come back
   * evenly over `ttl` milliseconds; a refused caller is let in as soon as a token is there. A limit of 0
   * or less refuses nobody.
   */
  increment(key: string, ttl: number, limit: number, _blockDuration: number, name: string): Promise<Hit> {
    const now = performance.now();
    if (limit <= 0) return Promise.resolve(hit(0, ttl, 0));
    const perMinute = (limit * 60_000) / ttl;
    const bucket = this.#throttled.use(`${name}:${key}`, limit, now);
    if (!bucket.take(perMinute, limit, now)) {
      return Promise.resolve(hit(bucket.used(now), ttl, bucket.waitMs(perMinute)));
    }
    bucket.countUse(now);
    return Promise.resolve(hit(bucket.used(now), ttl, 0));
  }

  #arm({ rateLimits }: LimitSettings): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    if (!(rateLimits.cleanupInterval > 0)) return;
    const delay = Math.min(rateLimits.cleanupInterval, LONGEST_DELAY_MS);
    this.#timer = setInterval(() => this.sweep(), delay);
    this.#timer.unref();
  }
}

const hit = (totalHits: number, ttl: number, waitMs: number): Hit => ({
  totalHits,
  timeToExpire: Math.ceil(ttl / 1_000),
  isBlocked: waitMs > 0,
  timeToBlockExpire: Math.floor(waitMs / 1_000) + 1,
});
