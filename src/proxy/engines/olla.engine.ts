import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { Dispatcher } from 'undici';
import { FleetStore } from '../../registry/index.js';
import type { Attempt } from '../attempt.js';
import { IdleWatch } from '../idle-watch.js';
import { Engine, type ProxyEngine } from '../proxy-engine.js';
import { ProxySettings } from '../proxy-settings.js';
import { toUpstreamError } from '../upstream/failure-table.js';
import { coarseHeadersTimeout, UpstreamPools } from '../upstream/pools.js';
import { RelayHandler } from './relay-handler.js';

/**
 * A body up to this size leaves in one go, so that the time for headers can be kept exactly from the
 * start. A larger one takes its time: undici counts from its end, to within a second.
 */
const AT_ONCE_BYTES = 64 * 1024;
const TRAITS = { allowH2: true, maxHeaderBytes: 32 * 1024, capped: true };

/**
 * The fast engine: a pool per endpoint and undici's `dispatch` with a handler that writes to the
 * client's response itself (architecture.md §5).
 */
@Injectable()
@Engine('olla')
export class OllaEngine implements ProxyEngine, OnApplicationShutdown {
  readonly #pools: UpstreamPools;
  readonly #watch: IdleWatch;

  constructor(
    private readonly settings: ProxySettings,
    store: FleetStore,
  ) {
    this.#pools = new UpstreamPools(() => settings.current, TRAITS, store);
    this.#watch = new IdleWatch(() => settings.current.readTimeout);
  }

  relay(attempt: Attempt): Promise<void> {
    return new Promise((resolve, reject) => {
      const { profile, pool, responseHeaderTimeout } = this.settings.current;
      const handler = new RelayHandler(attempt, profile, this.#watch, resolve, reject);
      if (pool.maxConnections > 0) handler.limitQueueing(pool.queueTimeout);
      const small = attempt.body.length <= AT_ONCE_BYTES;
      if (small) handler.limitHeaders(responseHeaderTimeout);
      attempt.exchange.underWay = handler;
      const options: Dispatcher.DispatchOptions = {
        path: attempt.path,
        method: attempt.exchange.method,
        headers: attempt.headers,
        body: attempt.body,
        headersTimeout: small ? 0 : coarseHeadersTimeout(responseHeaderTimeout),
      };
      try {
        if (attempt.fresh) this.#once(attempt, options, handler);
        else this.#pools.get(attempt.endpoint).dispatch(options, handler);
      } catch (error) {
        reject(toUpstreamError(error));
      }
    });
  }

  close(): Promise<void> {
    return this.#pools.close();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.close();
  }

  #once(attempt: Attempt, options: Dispatcher.DispatchOptions, handler: RelayHandler): void {
    const client = this.#pools.fresh(attempt.endpoint);
    client.dispatch(options, handler);
    void client.close();
  }
}
