import type { BalancerSettings } from '../balancer/index.js';
import type { PoolSettings } from './upstream/pools.js';

/** What the request path reads of `proxy`. */
export interface RequestPathSettings extends PoolSettings, BalancerSettings {
  readonly engine: string;
  readonly profile: string;
  readonly readTimeout: number;
  readonly responseHeaderTimeout: number;
  readonly pool: { readonly maxConnections: number; readonly queueTimeout: number };
  readonly queue: { readonly pingAfter: number };
  readonly retry: {
    readonly enabled: boolean;
    /** 0 = every candidate once. */
    readonly maxAttempts: number;
    readonly onConnectionFailure: boolean;
    readonly onTimeout: boolean;
    readonly onStatus: readonly number[];
  };
}

/** The present `proxy` section; a reload swaps it between two requests. */
export abstract class ProxySettings {
  abstract readonly current: RequestPathSettings;
}
