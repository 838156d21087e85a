import { limitKeyOf } from './address.js';
import type { RateLimits } from './limit-settings.js';
import type { TokenBucketStorage } from './token-bucket.storage.js';

/** What the limiter says of one request. */
export interface Verdict {
  readonly allowed: boolean;
  /** Requests a minute that this client may make; 0 = it is not limited itself. */
  readonly limit: number;
  readonly remaining: number;
  /** Seconds to wait after a refusal. */
  readonly retryAfterSeconds: number;
}

export interface Question {
  readonly client: string;
  /** Is `/internal/health` asked for? It has a limit and a bucket of its own. */
  readonly health: boolean;
}

/** The limit that all clients share says nothing about when one of them may come again. */
const GLOBAL_RETRY_SECONDS = 60;

/** Everybody's bucket first, then the client's own (proxying.md §3.1, http-api.md §8). */
export class RateLimiter {
  constructor(private readonly storage: TokenBucketStorage) {}

  admit({ client, health }: Question, limits: RateLimits, now: number): Verdict {
    const own = Math.max(0, health ? limits.healthRequestsPerMinute : limits.perIpRequestsPerMinute);
    const burst = Math.max(0, limits.burstSize);
    const shared = limits.globalRequestsPerMinute;
    if (shared > 0 && !this.storage.global(burst, now).take(shared, burst, now)) {
      return refused(own, 0, GLOBAL_RETRY_SECONDS);
    }
    if (own === 0) return allowed(0, 0);
    const key = limitKeyOf(client);
    const bucket = this.storage.bucket(health ? `${key}:health` : key, burst, now);
    if (bucket.take(own, burst, now)) {
      bucket.countUse(now);
      return allowed(own, left(own, bucket.used(now)));
    }
    if (shared > 0) this.storage.global(burst, now).giveBack(burst);
    const wait = burst === 0 ? Math.floor(60 / own) : Math.floor(bucket.waitMs(own) / 1_000) + 1;
    return refused(own, left(own, bucket.used(now)), wait);
  }
}

const left = (limit: number, used: number): number => Math.max(0, limit - used);

const allowed = (limit: number, remaining: number): Verdict => ({
  allowed: true,
  limit,
  remaining,
  retryAfterSeconds: 0,
});

const refused = (limit: number, remaining: number, retryAfterSeconds: number): Verdict => ({
  allowed: false,
  limit,
  remaining,
  retryAfterSeconds,
});
