import type { AttemptRecord, Outcome, Result } from '../../core/outcome.js';
import { timeToFirstTokenMs, tokensPerSecond } from '../../core/speed.js';
import { type Figures, Tally } from '../tally.js';
import { Sample, type Spread } from './sample.js';

/** Tokens as backends counted them; an answer of which nothing was told adds nothing. */
export interface TokenFigures {
  readonly input: number;
  readonly output: number;
  /** Of the input, what backends still knew. */
  readonly cached: number;
  /** Of the output, what nobody gets to read. */
  readonly reasoning: number;
}

/** What was counted of one endpoint, one model or one caller, or of all together. */
export interface TrafficFigures {
  /** Requests by how they ended. Those of an endpoint are the ones that it had last. */
  readonly results: Readonly<Record<Result, number>>;
  /** All of them. */
  readonly requests: number;
  /** Attempts: what the status pages call requests. */
  readonly attempts: Figures;
  readonly tokens: TokenFigures;
  /** Milliseconds of attempts that went well. */
  readonly latencyMs: Spread;
  readonly firstTokenMs: Spread;
  readonly tokensPerSecond: Spread;
}

/** {@link TrafficFigures} that grow. */
export class Traffic implements TrafficFigures {
  readonly results: Record<Result, number> = { completed: 0, failed: 0, cancelled: 0, refused: 0 };
  readonly attempts = new Tally();
  readonly tokens = { input: 0, output: 0, cached: 0, reasoning: 0 };
  readonly latencyMs = new Sample();
  readonly firstTokenMs = new Sample();
  readonly tokensPerSecond = new Sample();

  get requests(): number {
    const { completed, failed, cancelled, refused } = this.results;
    return completed + failed + cancelled + refused;
  }

  /** Counts one attempt. @param now epoch milliseconds */
  attempt(attempt: AttemptRecord, now: number): void {
    this.attempts.count(attempt, now);
    if (attempt.result === 'success') this.latencyMs.add(Math.floor(attempt.durationMs));
  }

  /** Counts one request; its attempts are counted one by one. */
  request(outcome: Outcome): void {
    this.results[outcome.result]++;
    const { usage } = outcome;
    if (usage) {
      const { tokens } = this;
      tokens.input += usage.inputTokens ?? 0;
      tokens.output += usage.outputTokens ?? 0;
      tokens.cached += usage.cachedTokens ?? 0;
      tokens.reasoning += usage.reasoningTokens ?? 0;
    }
    const firstMs = timeToFirstTokenMs(outcome);
    if (firstMs !== undefined) this.firstTokenMs.add(firstMs);
    const rate = tokensPerSecond(outcome);
    if (rate !== undefined) this.tokensPerSecond.add(rate);
  }
}
