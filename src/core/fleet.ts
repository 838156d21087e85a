import type { Endpoint, EndpointState } from './endpoint.js';

/**
 * An immutable picture of every endpoint. A reader keeps the reference it started with, so that one
 * request sees one truth. `version` moves when configuration, a status or a model list changes.
 */
export interface Fleet {
  readonly version: number;
  /** In configuration order. */
  readonly endpoints: readonly EndpointState[];
  readonly byUrl: ReadonlyMap<string, EndpointState>;
  readonly byName: ReadonlyMap<string, EndpointState>;
  /** Lower-cased model name → endpoints that list it, whatever their status, in configuration order. */
  readonly byModel: ReadonlyMap<string, readonly EndpointState[]>;
}

/** How the checks of an endpoint went. Changes with every probe and therefore makes no fleet version. */
export interface CheckRecord {
  /** Epoch milliseconds; 0 = never. */
  readonly lastCheckedAt: number;
  readonly nextCheckAt: number;
  /** Milliseconds of the last probe, retries included. */
  readonly latencyMs: number;
  readonly consecutiveFailures: number;
  readonly backoffMultiplier: number;
  /** Epoch milliseconds until which a 429 of the probe keeps the scheduler away; 0 = free. */
  readonly rateLimitedUntil: number;
}

/** A part of the fleet's news, in the order in which it happened. */
export type FleetEvent =
  | {
      readonly kind: 'status';
      readonly before: EndpointState;
      readonly after: EndpointState;
      readonly cause: 'probe' | 'traffic';
    }
  | { readonly kind: 'models'; readonly before: EndpointState; readonly after: EndpointState }
  | {
      readonly kind: 'endpoints';
      readonly added: readonly Endpoint[];
      readonly removed: readonly Endpoint[];
    };
