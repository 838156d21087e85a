import { Client, Pool } from 'undici';
import type { Endpoint, EndpointTls } from '../../core/endpoint.js';
import type { FleetStore } from '../../registry/index.js';
import { type ConnectLimits, upstreamConnector } from './connector.js';

export interface PoolSettings extends ConnectLimits {
  readonly pool: { readonly maxConnections: number };
}

/** What an engine's connections are like, whatever the configuration says. */
export interface PoolTraits {
  readonly allowH2: boolean;
  readonly maxHeaderBytes: number;
  /** Whether `proxy.pool.max_connections` counts. */
  readonly capped: boolean;
}

/** Whom the pools follow. */
type Members = Pick<FleetStore, 'fleet' | 'subscribe'>;

const IDLE_SOCKET_MS = 90_000;
const UNUSED_POOL_MS = 5 * 60_000;

/**
 * The header time-out for undici. Its clock ticks every half second and may strike up to one tick
 * early: one tick more keeps it from cutting a backend's time short.
 */
export const coarseHeadersTimeout = (ms: number): number => ms + 500;

interface Held {
  readonly pool: Pool;
  readonly tls: EndpointTls | undefined;
  settings: PoolSettings;
  usedAt: number;
}

/**
 * One connection pool per endpoint, made on first use, and made anew when the settings or the TLS of the endpoint
 * are not those it was made with. A pool whose endpoint has left, and one that has been idle for five minutes, is
 * closed; requests on a pool that is closed finish.
 */
export class UpstreamPools {
  readonly #pools = new Map<string, Held>();
  /** Closed, and still at work for requests that it has. */
  readonly #leaving = new Set<Pool>();
  readonly #sweep = setInterval(() => this.#dropUnused(), UNUSED_POOL_MS).unref();
  readonly #unsubscribe: () => void;

  constructor(
    private readonly settings: () => PoolSettings,
    private readonly traits: PoolTraits,
    members: Members,
  ) {
    this.#unsubscribe = members.subscribe((event) => {
      if (event.kind === 'endpoints') this.#follow(members);
    });
  }

  get(endpoint: Endpoint): Pool {
    const settings = this.settings();
    const held = this.#pools.get(endpoint.url);
    if (held && held.tls === endpoint.tls && this.#suits(held, settings)) {
      held.usedAt = performance.now();
      return held.pool;
    }
    if (held) this.#retire(endpoint.url, held);
    const { tls } = endpoint;
    const pool = new Pool(endpoint.origin, {
      ...this.#connection(settings, tls),
      connections:
        this.traits.capped && settings.pool.maxConnections > 0 ? settings.pool.maxConnections : null,
    });
    this.#pools.set(endpoint.url, { pool, tls, settings, usedAt: performance.now() });
    return pool;
  }

  /** A connection of its own for one request, closed after it. */
  fresh(endpoint: Endpoint): Client {
    return new Client(endpoint.origin, this.#connection(this.settings(), endpoint.tls));
  }

  async close(): Promise<void> {
    clearInterval(this.#sweep);
    this.#unsubscribe();
    const pools = [...this.#leaving, ...[...this.#pools.values()].map(({ pool }) => pool)];
    this.#pools.clear();
    await Promise.allSettled(pools.map((pool) => pool.destroy()));
  }

  /** Another generation of settings that says the same about connections is taken over. */
  #suits(held: Held, settings: PoolSettings): boolean {
    if (held.settings === settings) return true;
    if (!connectAlike(held.settings, settings)) return false;
    held.settings = settings;
    return true;
  }

  #follow({ fleet }: Members): void {
    for (const [url, held] of this.#pools) {
      const state = fleet.byUrl.get(url);
      if (!state || state.endpoint.tls !== held.tls) this.#retire(url, held);
    }
  }

  #dropUnused(): void {
    const limit = performance.now() - UNUSED_POOL_MS;
    for (const [url, held] of this.#pools) {
      if (held.usedAt <= limit && held.pool.stats.running === 0) this.#retire(url, held);
    }
  }

  #retire(url: string, { pool }: Held): void {
    this.#pools.delete(url);
    this.#leaving.add(pool);
    const gone = (): void => void this.#leaving.delete(pool);
    pool.close().then(gone, gone);
  }

  /** bodyTimeout is ours to keep: `proxy.read_timeout` must not run while the client is the slow one. */
  #connection(settings: PoolSettings, tls: EndpointTls | undefined): Client.Options {
    const { allowH2, maxHeaderBytes } = this.traits;
    return {
      pipelining: 1,
      allowH2,
      keepAliveTimeout: IDLE_SOCKET_MS,
      keepAliveMaxTimeout: 10 * IDLE_SOCKET_MS,
      bodyTimeout: 0,
      maxHeaderSize: maxHeaderBytes,
      connect: upstreamConnector(settings, allowH2, tls),
    };
  }
}

const connectAlike = (a: PoolSettings, b: PoolSettings): boolean =>
  a.connectionTimeout === b.connectionTimeout &&
  a.tlsHandshakeTimeout === b.tlsHandshakeTimeout &&
  a.connectionKeepAlive === b.connectionKeepAlive &&
  a.pool.maxConnections === b.pool.maxConnections;
