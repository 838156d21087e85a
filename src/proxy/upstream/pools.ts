import { Client, Pool } from 'undici';
import type { Endpoint } from '../../core/endpoint.js';
import { type ConnectLimits, upstreamConnector } from './connector.js';

export interface PoolSettings extends ConnectLimits {
  readonly pool: { readonly maxConnections: number };
}

const IDLE_SOCKET_MS = 90_000;
const UNUSED_POOL_MS = 5 * 60_000;
const MAX_HEADER_BYTES = 32 * 1024;

/**
 * The header time-out for undici. Its clock ticks every half second and may strike up to one tick
 * early: one tick more keeps it from cutting a backend's time short.
 */
export const coarseHeadersTimeout = (ms: number): number => ms + 500;

interface Held {
  readonly pool: Pool;
  readonly settings: PoolSettings;
  usedAt: number;
}

/**
 * One connection pool per endpoint, made on first use, dropped after five idle minutes, and made anew
 * when the settings it was made with have changed (requests on the old one finish).
 */
export class UpstreamPools {
  readonly #pools = new Map<string, Held>();
  readonly #sweep = setInterval(() => this.#dropUnused(), UNUSED_POOL_MS).unref();

  constructor(private readonly settings: () => PoolSettings) {}

  get(endpoint: Endpoint): Pool {
    const settings = this.settings();
    const held = this.#pools.get(endpoint.url);
    if (held && held.settings === settings) {
      held.usedAt = performance.now();
      return held.pool;
    }
    void held?.pool.close();
    const pool = new Pool(endpoint.origin, {
      ...connection(settings),
      connections: settings.pool.maxConnections > 0 ? settings.pool.maxConnections : null,
    });
    this.#pools.set(endpoint.url, { pool, settings, usedAt: performance.now() });
    return pool;
  }

  /** A connection of its own for one request, closed after it. */
  fresh(endpoint: Endpoint): Client {
    return new Client(endpoint.origin, connection(this.settings()));
  }

  async close(): Promise<void> {
    clearInterval(this.#sweep);
    const pools = [...this.#pools.values()];
    this.#pools.clear();
    await Promise.allSettled(pools.map(({ pool }) => pool.destroy()));
  }

  #dropUnused(): void {
    const limit = performance.now() - UNUSED_POOL_MS;
    for (const [url, { pool, usedAt }] of this.#pools) {
      if (usedAt > limit || pool.stats.running > 0) continue;
      this.#pools.delete(url);
      void pool.close();
    }
  }
}

/** bodyTimeout is ours to keep: `proxy.read_timeout` must not run while the client is the slow one. */
const connection = (settings: PoolSettings): Client.Options => ({
  pipelining: 1,
  allowH2: true,
  keepAliveTimeout: IDLE_SOCKET_MS,
  keepAliveMaxTimeout: 10 * IDLE_SOCKET_MS,
  bodyTimeout: 0,
  maxHeaderSize: MAX_HEADER_BYTES,
  connect: upstreamConnector(settings, true),
});
