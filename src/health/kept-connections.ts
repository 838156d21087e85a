import { Client } from 'undici';
import type { EndpointTls } from '../core/endpoint.js';
import { type Destination, tlsOptions } from '../upstream/index.js';

const LONGEST_IDLE_MS = 30_000;
const MOST_IDLE = 10;

/** One connection to one origin, used by one request at a time. */
export interface Connection {
  readonly origin: string;
  /** How it was secured: it serves nobody whose settings are others. */
  readonly tls: EndpointTls | undefined;
  readonly client: Client;
}

/**
 * The idle connections of the probes: ten at most, whatever the number of endpoints, for half a minute.
 * They go straight to the endpoint, never through a proxy of the environment: probes carry credentials.
 */
export class KeptConnections {
  /** The one that was used last stands last. */
  readonly #idle: Connection[] = [];

  /** A connection that has served before; undefined when none is idle. */
  take({ url: { origin }, tls }: Destination): Connection | undefined {
    const at = this.#idle.findLastIndex(
      (connection) => connection.origin === origin && connection.tls === tls,
    );
    return at < 0 ? undefined : this.#idle.splice(at, 1)[0];
  }

  /** A new one. All limits of time are the caller's, except that a socket never opens for longer than its. */
  open({ url: { origin }, tls }: Destination, limitMs: number): Connection {
    const client = new Client(origin, {
      connect: { timeout: limitMs, ...tlsOptions(tls) },
      headersTimeout: 0,
      bodyTimeout: 0,
      keepAliveTimeout: LONGEST_IDLE_MS,
      keepAliveMaxTimeout: LONGEST_IDLE_MS,
    });
    const connection = { origin, tls, client };
    client.on('disconnect', () => this.#forget(connection));
    return connection;
  }

  keep(connection: Connection): void {
    if (!connection.client.stats.connected) return this.discard(connection);
    this.#idle.push(connection);
    if (this.#idle.length > MOST_IDLE) this.discard(this.#idle.shift()!);
  }

  discard({ client }: Connection): void {
    void client.destroy();
  }

  close(): void {
    for (const connection of this.#idle.splice(0)) this.discard(connection);
  }

  #forget(connection: Connection): void {
    const at = this.#idle.indexOf(connection);
    if (at < 0) return;
    this.#idle.splice(at, 1);
    this.discard(connection);
  }
}
