import { TokenBucket } from './token-bucket.js';

/** A bucket that nobody asked for this long is dropped by the sweep. */
const IDLE_MS = 10 * 60_000;
/** Above this many, the bucket that was idle longest gives way: addresses are free, memory is not. */
const MOST_BUCKETS = 100_000;

/** One bucket per key, made when it is asked for. */
export class Buckets {
  /** In order of last use: the longest idle comes first. */
  readonly #buckets = new Map<string, TokenBucket>();

  get size(): number {
    return this.#buckets.size;
  }

  /** The bucket of `key`, made full when there is none; it counts as used now. */
  use(key: string, capacity: number, now: number): TokenBucket {
    const known = this.#buckets.get(key);
    if (known) this.#buckets.delete(key);
    else if (this.#buckets.size >= MOST_BUCKETS) this.#dropLongestIdle();
    const bucket = known ?? new TokenBucket(capacity, now);
    this.#buckets.set(key, bucket);
    return bucket;
  }

  /** The bucket of `key` if there is one; looking at it is no use. */
  peek(key: string): TokenBucket | undefined {
    return this.#buckets.get(key);
  }

  entries(): Iterable<readonly [key: string, bucket: TokenBucket]> {
    return this.#buckets;
  }

  /** True when there was something to forget. */
  drop(key: string): boolean {
    return this.#buckets.delete(key);
  }

  /** Drops every bucket that was idle for more than ten minutes. */
  sweep(now: number): void {
    for (const [key, bucket] of this.#buckets) {
      if (now - bucket.lastUsedAt <= IDLE_MS) return;
      this.#buckets.delete(key);
    }
  }

  #dropLongestIdle(): void {
    for (const key of this.#buckets.keys()) {
      this.#buckets.delete(key);
      return;
    }
  }
}
