import { createHmac, randomBytes } from 'node:crypto';

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

/** A pinned conversation, for those who look after them. */
export interface StickySession {
  /** Stands for the key, which tells of the client, and leads back to it nowhere else. */
  readonly id: string;
  readonly url: string;
  /** Epoch milliseconds; `Infinity` when it never expires. */
  readonly expiresAt: number;
}

/**
 * Which endpoint a conversation is pinned to. Least recently used entries go first when it is full;
 * idle ones expire. The Map's own order is the order of use.
 */
export class StickySessions {
  readonly #pins = new Map<string, Pin>();
  /** Makes ids that nobody can work out from a guessed key. */
  readonly #salt = randomBytes(32);
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

  /** The same without keeping it alive or counting. */
  peek(key: string, now = Date.now()): string | undefined {
    const pin = this.#pins.get(key);
    return pin && pin.expiresAt > now ? pin.url : undefined;
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

  /** The conversations pinned to `url`, or all of them, the latest used first. */
  list(url?: string, now = Date.now()): readonly StickySession[] {
    const pins = [...this.#pins].filter(([, pin]) => pin.expiresAt > now && isAt(pin, url));
    return pins
      .reverse()
      .map(([key, pin]) => ({ id: this.#idOf(key), url: pin.url, expiresAt: pin.expiresAt }));
  }

  /** Forgets one conversation. False when there is none by this id. */
  drop(id: string): boolean {
    for (const key of this.#pins.keys()) {
      if (this.#idOf(key) !== id) continue;
      this.#evict(key);
      return true;
    }
    return false;
  }

  /** Forgets the conversations pinned to `url`, or all of them. @returns how many there were */
  clear(url?: string): number {
    const pinned = [...this.#pins].filter(([, pin]) => isAt(pin, url));
    for (const [key] of pinned) this.#evict(key);
    return pinned.length;
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

  #idOf(key: string): string {
    return createHmac('sha256', this.#salt).update(key).digest('hex').slice(0, 24);
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

const isAt = (pin: Pin, url: string | undefined): boolean => url === undefined || pin.url === url;
