/** A model that a backend says it holds in memory, or is about to. */
export interface ResidentModel {
  /** The endpoint's own spelling. */
  readonly name: string;
  readonly state: 'loaded' | 'loading';
  readonly sizeBytes?: number;
  readonly vramBytes?: number;
  /** Epoch milliseconds at which the backend will unload it when nobody asks. */
  readonly expiresAt?: number;
}

/** What a backend told of itself at one moment. A fact that it does not tell is absent. */
export interface LoadReport {
  /** Epoch milliseconds at which it was told: its age is what makes it worth something. */
  readonly at: number;
  /** Where it was read, such as `/api/ps`. */
  readonly source: string;
  /** Present when the backend tells which models are in memory; then a model that is missing is not. */
  readonly residents?: readonly ResidentModel[];
  /** Requests being answered, and requests waiting, by the backend's own count. */
  readonly running?: number;
  readonly waiting?: number;
  /** How many requests it answers at once. */
  readonly slots?: number;
  readonly freeMemoryBytes?: number;
  /** True while it sleeps or loads and serves nobody. */
  readonly unavailable?: boolean;
}

/**
 * The one mutable, per-process thing about an endpoint. Kept out of the fleet snapshot's versions,
 * so that neither traffic nor polling makes new ones.
 */
export class Load {
  /** Attempts that have been sent and are not over. */
  inFlight = 0;
  /** Epoch milliseconds of the last byte that came from the endpoint; 0 before the first. */
  lastByteAt = 0;
  /** Epoch milliseconds until which the endpoint asked to be left alone (`Retry-After`); 0 when it did not. */
  heldUntil = 0;
  /** Epoch milliseconds of the last successful model listing, changed or not; 0 before the first. */
  modelsSeenAt = 0;
  /** What the backend last told of itself; undefined for one that tells nothing. */
  told: LoadReport | undefined = undefined;
}
