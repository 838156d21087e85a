import type { Endpoint, EndpointState } from './endpoint.js';

/**
 * An immutable picture of every endpoint. A reader keeps the reference it started with, so that one
 * request sees one truth. `version` moves when configuration, a status or a model list changes.
 */
export interface Fleet {
  readonly version: number;
  /** Moves only when endpoints or their model lists change, never with a status. */
  readonly modelsVersion: number;
  /** Moves only when endpoints or their statuses change, never with a list alone. */
  readonly membersVersion: number;
  /** In configuration order. */
  readonly endpoints: readonly EndpointState[];
  readonly byUrl: ReadonlyMap<string, EndpointState>;
  readonly byName: ReadonlyMap<string, EndpointState>;
  /** Lower-cased model name → who lists it, whatever their status, in configuration order. */
  readonly byModel: ModelLookup;
}

/** One endpoint that lists a model. */
export interface ModelHolder {
  readonly url: string;
  /** The endpoint's own spelling: what it is to be sent. */
  readonly nativeName: string;
}

/** Who has which model. */
export interface ModelLookup {
  /** How many names there are, counted without regard to case. */
  readonly size: number;
  /** @param name in lower case; several spellings on one endpoint count once, the first one listed */
  get(name: string): readonly ModelHolder[] | undefined;
  has(name: string): boolean;
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
  /** Why there was no answer the last time, in words; absent = there was one. Never holds a secret. */
  readonly error?: string;
}

/** A part of the fleet's news, in the order in which it happened. */
export type FleetEvent =
  | {
      readonly kind: 'status';
      readonly before: EndpointState;
      readonly after: EndpointState;
      readonly cause: 'probe' | 'traffic';
    }
  | { readonly kind: 'draining'; readonly before: EndpointState; readonly after: EndpointState }
  | { readonly kind: 'detected'; readonly before: EndpointState; readonly after: EndpointState }
  | { readonly kind: 'models'; readonly before: EndpointState; readonly after: EndpointState }
  | {
      readonly kind: 'endpoints';
      readonly added: readonly Endpoint[];
      readonly removed: readonly Endpoint[];
    };
