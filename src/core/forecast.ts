import type { Residency } from './residency.js';

/** The parts of an expected wait, in milliseconds: what an operator is shown when asking why. */
export interface WaitTerms {
  /** Until one of its slots is free. */
  readonly slotMs: number;
  /** Until the model is in memory. */
  readonly loadMs: number;
  /** Until the prompt is read, less what it has read before. */
  readonly prefillMs: number;
  /** What callers of other models will wait longer, because of the model that has to go. */
  readonly evictionMs: number;
  /** All of them together: the lowest is the best. */
  readonly totalMs: number;
}

/** What was expected of one candidate. */
export interface CandidateForecast extends WaitTerms {
  readonly endpointName: string;
  readonly residency: Residency;
}

/** Why a request went where it went. */
export interface Forecast extends CandidateForecast {
  readonly endpointUrl: string;
  /** The endpoint's own name of the model, as names are compared. */
  readonly model: string;
  readonly promptTokens: number;
  /** Tokens of the prompt that the endpoint is taken to have read before. */
  readonly cachedTokens: number;
  /** Whether the endpoint itself said how it stands with the model. */
  readonly told: boolean;
  /** Requests of others that the endpoint said it had, as many as kept this one waiting; 0 = they made no difference. */
  readonly others: number;
  /** Every candidate that was weighed, the chosen one included. */
  readonly candidates: readonly CandidateForecast[];
}
