/** Settings of `proxy.sticky_sessions` that the table needs. */
export interface StickyLimits {
  /** Sliding; 0 or less = entries never expire. */
  readonly idleTtlSeconds: number;
  /** 0 = no limit. */
  readonly maxSessions: number;
}

interface Pin {
  readonly url: string;
  expiresAt: number;
}

/**
 * Which endpoint a conversation is pinned to. Least recently used entries go first when it is full;
 * idle ones expire. The Map's own order is the order of use.
 */
export class StickySessions {
  readonly #pins = new Map<string, Pin>();
  #insertions = 0;
  #hits = 0;
  #misses = 0;
  #evictions = 0;

  constructor(private readonly limits: () => StickyLimits) {}

  /** The endpoint of a key; asking keeps the entry alive. */
  lookup(key: string, now = Date.now()): string | undefined {
    const pin = this.#pins.get(key);
    if (!pin || pin.expiresAt <= now) {
      if (pin) this.#evict(key);
      this.#misses++;
      return undefined;
    }
    this.#hits++;
    pin.expiresAt = this.#expiry(now);
    this.#pins.delete(key);
    this.#pins.set(key, pin);
    return pin.url;
  }

  pin(key: string, url: string, now = Date.now()): void {
    if (!this.#pins.delete(key)) this.#insertions++;
    this.#pins.set(key, { url, expiresAt: this.#expiry(now) });
    const { maxSessions } = this.limits();
    if (maxSessions > 0 && this.#pins.size > maxSessions) this.#evict(this.#pins.keys().next().value!);
  }

  /** Forgets every conversation whose endpoint is not one of these. */
  keepOnly(urls: ReadonlySet<string>): void {
    for (const [key, { url }] of this.#pins) if (!urls.has(url)) this.#evict(key);
  }

  /** Drops what has expired; called now and then so that idle entries do not stay. */
  sweep(now = Date.now()): void {
    for (const [key, { expiresAt }] of this.#pins) if (expiresAt <= now) this.#evict(key);
  }

  stats(): { active: number; insertions: number; hits: number; misses: number; evictions: number } {
    return {
      active: this.#pins.size,
      insertions: this.#insertions,
      hits: this.#hits,
      misses: this.#misses,
      evictions: this.#evictions,
    };
  }

  #evict(key: string): void {
    this.#pins.delete(key);
    this.#evictions++;
  }

  #expiry(now: number): number {
    const { idleTtlSeconds } = this.limits();
    return idleTtlSeconds > 0 ? now + idleTtlSeconds * 1000 : Infinity;
  }
}
