import { Injectable } from '@nestjs/common';
import { InjectThrottlerStorage } from '@nestjs/throttler';
import { limitKeyOf } from '../address.js';
import { type RateLimits, ServerLimits } from '../limit-settings.js';
import { type Gauge, type Limited, type LimitSource, LimitsView } from './limits-view.js';
import { healthKey } from './rate-limiter.js';
import type { TokenBucket } from './token-bucket.js';
import { TokenBucketStorage } from './token-bucket.storage.js';

/** Shows the limits of `server.rate_limits`: of all clients together, and of each that came of late. */
@Injectable()
export class ClientUsage implements LimitSource {
  readonly kind = 'clients';

  constructor(
    @InjectThrottlerStorage() private readonly storage: TokenBucketStorage,
    private readonly limits: ServerLimits,
    view: LimitsView,
  ) {
    view.add(this);
    view.add(new GlobalUsage(storage, limits));
  }

  *limited(): Iterable<Limited> {
    for (const [key, bucket] of this.storage.clients.entries()) yield* this.#shown(key, bucket);
  }

  /** @param key an address, or what stands for it in the list */
  one(key: string): Limited | undefined {
    const known = nameOf(key);
    const [shown] = this.#shown(known, this.storage.clients.peek(known));
    return shown;
  }

  reset(key?: string): number {
    const keys =
      key === undefined ? [...this.storage.clients.entries()].map(([known]) => known) : [nameOf(key)];
    return keys.filter((known) => this.storage.clients.drop(known)).length;
  }

  *#shown(key: string, bucket: TokenBucket | undefined): Iterable<Limited> {
    const { rateLimits } = this.limits.current;
    const health = key.endsWith(healthKey(''));
    const limit = health ? rateLimits.healthRequestsPerMinute : rateLimits.perIpRequestsPerMinute;
    if (bucket && limit > 0) yield { key, gauges: [gaugeOf(bucket, limit)] };
  }
}

/** The one bucket that all clients share. */
class GlobalUsage implements LimitSource {
  readonly kind = 'global';

  constructor(
    private readonly storage: TokenBucketStorage,
    private readonly limits: { readonly current: { readonly rateLimits: RateLimits } },
  ) {}

  limited(): Iterable<Limited> {
    const shown = this.one('all');
    return shown ? [shown] : [];
  }

  one(key: string): Limited | undefined {
    const bucket = this.storage.peekGlobal();
    const limit = this.limits.current.rateLimits.globalRequestsPerMinute;
    return bucket && limit > 0 && key === 'all' ? { key, gauges: [gaugeOf(bucket, limit)] } : undefined;
  }

  reset(): number {
    return Number(this.storage.dropGlobal());
  }
}

/** As the `X-RateLimit` headers count: by the minute that is open. */
function gaugeOf(bucket: TokenBucket, capacity: number): Gauge {
  const now = performance.now();
  const used = bucket.used(now);
  const remaining = Math.max(0, capacity - used);
  const resetsAt = Math.round(Date.now() + bucket.windowEndsInMs(now));
  return { limit: 'requests_per_minute', capacity, used, remaining, resetsAt };
}

const nameOf = (key: string): string =>
  key.includes('/') || key.endsWith(healthKey('')) ? key : limitKeyOf(key);
