import type { Outcome } from '../../core/outcome.js';
import { timeToFirstTokenMs } from '../../core/speed.js';
import type { CellView } from '../wire.js';
import { addTo } from './spread.js';

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
  add(outcome: Outcome): void {
    const { result, usage } = outcome;
    this.requests++;
    if (result === 'cancelled') this.cancelled++;
    else if (result === 'failed') this.failed++;
    else if (result === 'refused') this.refused++;
    else addTo(this.#durations, outcome.durationMs);
    const firstToken = timeToFirstTokenMs(outcome);
    if (firstToken !== undefined) addTo(this.#firstTokens, firstToken);
    this.tokensIn += usage?.inputTokens ?? 0;
    this.tokensOut += usage?.outputTokens ?? 0;
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
