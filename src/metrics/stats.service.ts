import { Injectable } from '@nestjs/common';
import type { AttemptRecord, Outcome, OutcomeObserver, Result } from '../core/outcome.js';
import { Observes } from './observes.js';
import { type Figures, NOTHING, Tally } from './tally.js';

/**
 * The counters behind the status pages (proxying.md §16). They count attempts, each once: a request that
 * failed on one endpoint and succeeded on the next is one failure and one success.
 */
@Injectable()
@Observes()
export class StatsService implements OutcomeObserver {
  /** Epoch milliseconds since when everything is counted. */
  readonly startedAt = Date.now();
  readonly #totals = new Tally();
  readonly #endpoints = new Map<string, Tally>();
  readonly #results: Record<Result, number> = { completed: 0, failed: 0, cancelled: 0, refused: 0 };

  observe(outcome: Outcome): void {
    this.#results[outcome.result]++;
    const now = outcome.startedAt + outcome.durationMs;
    for (const attempt of outcome.attempts) {
      count(this.#totals, attempt, now);
      count(this.#endpointOf(attempt.endpointUrl), attempt, now);
    }
    if (outcome.result === 'failed' && outcome.attempts.length === 0) this.#totals.failed++;
  }

  /** All attempts together. */
  get totals(): Figures {
    return this.#totals;
  }

  /** The attempts on one endpoint, known by its URL. */
  endpoint(url: string): Figures {
    return this.#endpoints.get(url) ?? NOTHING;
  }

  /** How many requests ended which way. */
  get results(): Readonly<Record<Result, number>> {
    return this.#results;
  }

  /** Drops the counters of an endpoint that is configured no more. */
  forget(url: string): void {
    this.#endpoints.delete(url);
  }

  #endpointOf(url: string): Tally {
    const known = this.#endpoints.get(url);
    if (known) return known;
    const tally = new Tally();
    this.#endpoints.set(url, tally);
    return tally;
  }
}

/** An answer that was passed over for another endpoint is a failure; what the client gave up is none. */
function count(tally: Tally, attempt: AttemptRecord, now: number): void {
  tally.bytes += attempt.bytes;
  tally.lastUsedAt = now;
  if (attempt.result === 'success') tally.succeed(attempt.durationMs);
  else if (attempt.result === 'cancelled') tally.cancelled++;
  else tally.failed++;
}
