import type { Outcome, Result } from '../../core/outcome.js';
import { timeToFirstTokenMs } from '../../core/speed.js';
import type { CellView } from '../wire.js';
import { addStep, stepOf } from './spread.js';

/** What one request adds to each cell that it counts in: worked out once. */
export interface Share {
  readonly result: Result;
  readonly durationStep: number;
  /** -1 = it had no first token. */
  readonly firstTokenStep: number;
  readonly tokensIn: number;
  readonly tokensOut: number;
}

export function shareOf(outcome: Outcome): Share {
  const { result, usage, durationMs } = outcome;
  const firstToken = timeToFirstTokenMs(outcome);
  return {
    result,
    durationStep: stepOf(durationMs),
    firstTokenStep: firstToken === undefined ? -1 : stepOf(firstToken),
    tokensIn: usage?.inputTokens ?? 0,
    tokensOut: usage?.outputTokens ?? 0,
  };
}

/** Counts requests of one slot of time. */
export class Cell {
  requests = 0;
  failed = 0;
  refused = 0;
  cancelled = 0;
  tokensIn = 0;
  tokensOut = 0;
  readonly #durations: number[] = [];
  readonly #firstTokens: number[] = [];

  /** Durations are those of answers that were given to their end. */
  add({ result, durationStep, firstTokenStep, tokensIn, tokensOut }: Share): void {
    this.requests++;
    if (result === 'cancelled') this.cancelled++;
    else if (result === 'failed') this.failed++;
    else if (result === 'refused') this.refused++;
    else addStep(this.#durations, durationStep);
    if (firstTokenStep >= 0) addStep(this.#firstTokens, firstTokenStep);
    this.tokensIn += tokensIn;
    this.tokensOut += tokensOut;
  }

  get view(): CellView {
    const { requests, failed, cancelled, tokensIn, tokensOut, refused } = this;
    return [
      requests,
      failed,
      cancelled,
      tokensIn,
      tokensOut,
      this.#durations.slice(),
      this.#firstTokens.slice(),
      refused,
    ];
  }
}
