import type { EndpointState } from '../../core/endpoint.js';

/** The endpoint of the next attempt, and the breaker's token for it. */
export interface Selection {
  readonly state: EndpointState;
  readonly token: number;
}

/** Nobody has a free slot that is worth taking: the request had better wait for this endpoint. */
export interface Wait {
  /** URL of the endpoint that it waits for, as things are now. */
  readonly waitsFor: string;
  /** Milliseconds that are expected to pass until it is served. */
  readonly waitMs: number;
  /** It has a slot, but the model would have to be loaded, and that was not allowed now. */
  readonly loads?: boolean;
}

/** How a request that waits is looked at. */
export interface Look {
  /** Who goes before it. */
  readonly ahead: Ahead;
  /** It has waited for long: any free slot is worth taking. */
  readonly impatient: boolean;
  /** Whether an endpoint may load the model for it now. */
  readonly mayLoad: boolean;
}

/** Where a request goes now; undefined = nowhere, and waiting would not help. */
export type Placement = Selection | Wait | undefined;

/** How many requests that wait in Olla go before another one, by the URL of the endpoint that they wait for. */
export type Ahead = ReadonlyMap<string, number>;

export const isWait = (placement: Placement): placement is Wait =>
  placement !== undefined && 'waitsFor' in placement;
