import { limitKeyOf } from '../address.js';
import type { RateLimits } from '../limit-settings.js';
import type { TokenBucketStorage } from './token-bucket.storage.js';

/** What the limiter says of one request. */
export interface Verdict {
  readonly allowed: boolean;
  /** Requests a minute that this client may make; 0 = it is not limited itself. */
  readonly limit: number;
  readonly remaining: number;
  /** Seconds to wait after a refusal. */
  readonly retryAfterSeconds: number;
  /** Requests that this client could make at once; never more than `remaining`. */
  readonly atOnce: number;
  /** Milliseconds until `remaining` is counted anew; undefined when the client itself was not counted. */
  readonly resetMs: number | undefined;
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
      return { ...FREE, allowed: false, limit: own, retryAfterSeconds: GLOBAL_RETRY_SECONDS };
    }
    if (own === 0) {
      if (shared > 0) this.storage.global(burst, now).countUse(now);
      return FREE;
    }
    const key = limitKeyOf(client);
    const bucket = this.storage.clients.use(health ? healthKey(key) : key, burst, now);
    const admitted = bucket.take(own, burst, now);
    if (admitted) {
      bucket.countUse(now);
      if (shared > 0) this.storage.global(burst, now).countUse(now);
    } else this.giveBack(limits, now);
    const remaining = left(own, bucket.used(now));
    const wait = burst === 0 ? Math.floor(60 / own) : Math.floor(bucket.waitMs(own) / 1_000) + 1;
    return {
      allowed: admitted,
      limit: own,
      remaining,
      retryAfterSeconds: admitted ? 0 : wait,
      atOnce: Math.max(0, Math.min(remaining, Math.floor(bucket.level))),
      resetMs: bucket.windowEndsInMs(now),
    };
  }

  /** Returns what a request took from all that share it, when somebody else refuses it. */
  giveBack({ globalRequestsPerMinute, burstSize }: RateLimits, now: number): void {
    const burst = Math.max(0, burstSize);
    if (globalRequestsPerMinute > 0) this.storage.global(burst, now).giveBack(burst);
  }
}

/** Under which the health requests of a client are counted. */
export const healthKey = (key: string): string => `${key}:health`;

const left = (limit: number, used: number): number => Math.max(0, limit - used);

const FREE: Verdict = {
  allowed: true,
  limit: 0,
  remaining: 0,
  retryAfterSeconds: 0,
  atOnce: 0,
  resetMs: undefined,
};
