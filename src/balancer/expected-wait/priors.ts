/** What is guessed of a model before anything is known of it, by its size (order of magnitude, not truth). */
export interface Prior {
  readonly loadMs: number;
  readonly prefillMsPerToken: number;
  readonly tokensPerSecond: number;
}

/** Bytes per second from a fast disk into memory. */
const LOAD_BYTES_PER_MS = 1_000_000;
const LEAST_LOAD_MS = 1_000;
/** A model without a size is taken to be one of 8 billion parameters in four bits. */
const USUAL_BYTES = 5_000_000_000;
/** What a graphics card of the middle class makes of such a model. */
const USUAL_PREFILL_MS = 0.5;
const USUAL_TOKENS_PER_SECOND = 50;

/** Loading and computing both go with the size. */
export function priorOf(sizeBytes: number | undefined): Prior {
  const bytes = sizeBytes !== undefined && sizeBytes > 0 ? sizeBytes : USUAL_BYTES;
  const share = bytes / USUAL_BYTES;
  return {
    loadMs: LEAST_LOAD_MS + bytes / LOAD_BYTES_PER_MS,
    prefillMsPerToken: USUAL_PREFILL_MS * share,
    tokensPerSecond: USUAL_TOKENS_PER_SECOND / share,
  };
}
