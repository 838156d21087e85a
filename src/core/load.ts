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
}
