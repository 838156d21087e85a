import type { EndpointState } from '../../core/endpoint.js';
import type { Forecast } from '../../core/forecast.js';

/** The endpoint of the next attempt, and the breaker's token for it. */
export interface Selection {
  readonly state: EndpointState;
  readonly token: number;
  /** What the strategy expects of it, where it expects something. */
  readonly forecast?: Forecast | undefined;
  /** Whose attempt it is, and of which model, where the queue keeps count of that. */
  use?: { readonly model: string; readonly flow: string } | undefined;
}

/** Nobody has a free slot that is worth taking: the request had better wait for this endpoint. */
export interface Wait {
  /** URL of the endpoint that it waits for, as things are now. */
  readonly waitsFor: string;
  /** Milliseconds that are expected to pass until it is served. */
  readonly waitMs: number;
  /** A further copy of the model there would cost less than waiting has cost already. */
  readonly copyOn?: EndpointState;
}

/** How a request that waits is looked at. */
export interface Look {
  /** Who goes before it. */
  readonly ahead: Ahead;
  /** It has just come. */
  readonly arrives: boolean;
  /** Others who may go to the same endpoints wait already: it overtakes nobody. */
  readonly behind: boolean;
  /** Its caller has more than others who ask now and then: a slot is to stay free for those. */
  readonly leavesRoom: boolean;
  /** Milliseconds that it and its like have waited, all together, since the last time that a model was loaded for them. */
  readonly debtMs: number;
  /** The same with those who waited before them, forgotten slowly. */
  readonly longDebtMs: number;
  /** How many wait with it. */
  readonly waiting: number;
  /** Milliseconds that it has waited itself. */
  readonly waitedMs: number;
  /** Who waits for another model, as of the last look. */
  waitingFor(model: string | undefined): Crowd;
}

/** Those who wait for one model. */
export interface Crowd {
  readonly count: number;
  /** Milliseconds that the first of them has waited. */
  readonly waitedMs: number;
}

export const NO_CROWD: Crowd = { count: 0, waitedMs: 0 };

/** Where a request goes now; undefined = nowhere, and waiting would not help. */
export type Placement = Selection | Wait | undefined;

/** How many requests that wait in Olla go before another one, by the URL of the endpoint that they wait for. */
export type Ahead = ReadonlyMap<string, number>;

export const isWait = (placement: Placement): placement is Wait =>
  placement !== undefined && 'waitsFor' in placement;
