import type { Outcome } from './outcome.js';

/** How quick an answer was: pure figures of an outcome. What can't be known of it is undefined. */

type Timed = Pick<Outcome, 'streaming' | 'firstByteMs' | 'lastByteMs' | 'outputPieces' | 'usage'>;

const MS_PER_SECOND = 1_000;

/** Milliseconds to the first token: to the first byte of a stream; of another answer what its backend says. */
export function timeToFirstTokenMs({ streaming, firstByteMs, usage }: Timed): number | undefined {
  return streaming ? firstByteMs : usage?.ttftMs;
}

/**
 * Milliseconds from one token of a stream to the next, on average: as measured here, over the tokens that the backend
 * counted, else over the pieces that came.
 */
export function interTokenMs(outcome: Timed): number | undefined {
  const span = spanMs(outcome);
  const tokens = outcome.usage?.outputTokens ?? outcome.outputPieces ?? 0;
  return span !== undefined && tokens > 1 ? span / (tokens - 1) : undefined;
}

/**
 * Tokens per second while the answer was written. Measured here for a stream whose tokens the backend counted: those after the
 * first, over the time from the first byte to the last. Else what the backend says.
 */
export function tokensPerSecond(outcome: Timed): number | undefined {
  const { usage } = outcome;
  const span = spanMs(outcome);
  const tokens = usage?.outputTokens ?? 0;
  if (span === undefined || tokens < 2) return usage?.tokensPerSecond;
  return ((tokens - 1) * MS_PER_SECOND) / span;
}

/** From the first byte of a stream to its last; an answer that came at once has none. */
function spanMs({ streaming, firstByteMs, lastByteMs, outputPieces = 0 }: Timed): number | undefined {
  if (!streaming || outputPieces < 2 || firstByteMs === undefined || lastByteMs === undefined)
    return undefined;
  return lastByteMs > firstByteMs ? lastByteMs - firstByteMs : undefined;
}
