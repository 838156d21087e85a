export type BreakerState = 'closed' | 'open' | 'half-open';

export interface BreakerOptions {
  /** Consecutive failures that open it; 0 = it never opens. */
  readonly threshold: number;
  /** Milliseconds for which it stays open. */
  readonly openForMs: number;
}

/**
 * The state machine that health probes and traffic share (models-and-health.md §6, proxying.md §10).
 * A call that was admitted in the half-open state holds a token; only the present holder's verdict
 * counts, so that a trial that was given up can neither close nor open it later.
 */
export class CircuitBreaker {
  #failures = 0;
  #lastFailureAt = 0;
  /** How often in a row a trial failed: makes the early trials rarer. */
  #failedTrials = 0;
  #trial = 0;
  #trialAt = 0;
  #tokens = 0;
  #open = false;
  /** Opened by hand: what was under way by then has no say in it. */
  #forced = false;

  constructor(private options: BreakerOptions) {}

  configure(options: BreakerOptions): void {
    this.options = options;
  }

  state(now: number): BreakerState {
    if (!this.#open) return 'closed';
    return now > this.#lastFailureAt + this.options.openForMs ? 'half-open' : 'open';
  }

  get failures(): number {
    return this.#failures;
  }

  /** Closed, and nothing went wrong lately. */
  get isWell(): boolean {
    return this.#failures === 0 && !this.#open;
  }

  /** Milliseconds until a trial is possible; 0 when it is now. */
  opensInMs(now: number): number {
    return this.#open ? Math.max(0, this.#lastFailureAt + this.options.openForMs - now) : 0;
  }

  /**
   * Would a call be admitted? Changes nothing.
   * @param staleMs age at which a trial without a verdict is given up
   * @param canAffordTrial the call has somewhere else to go when this one fails: the first trial then
   *   comes after a tenth of the open time, and each failed one makes the wait half as long again, up to
   *   the whole of it
   */
  admits(now: number, staleMs: number, canAffordTrial = false): boolean {
    if (!this.#open) return true;
    const wait = canAffordTrial ? this.#earlyWait() : this.options.openForMs;
    if (now <= this.#lastFailureAt + wait) return false;
    return this.#trial === 0 || now - this.#trialAt >= staleMs;
  }

  /** Takes the call in: 0 = an ordinary call, a positive token = the trial, undefined = refused. */
  admit(now: number, staleMs: number, canAffordTrial = false): number | undefined {
    if (!this.admits(now, staleMs, canAffordTrial)) return undefined;
    if (!this.#open) return 0;
    this.#trial = ++this.#tokens;
    this.#trialAt = now;
    return this.#trial;
  }

  success(token = 0): void {
    if (this.#superseded(token)) return;
    this.reset();
  }

  failure(now: number, token = 0): void {
    if (this.#superseded(token)) return;
    if (token !== 0) this.#failedTrials++;
    this.#failures++;
    this.#lastFailureAt = now;
    this.#trial = 0;
    if (this.options.threshold > 0 && this.#failures >= this.options.threshold) this.#open = true;
  }

  /** The call ended without a verdict (its client left): the next caller may try. */
  release(token: number): void {
    if (token !== 0 && token === this.#trial) this.#trial = 0;
  }

  /** Opens it, whatever it was and however many failures that would take. */
  trip(now: number): void {
    this.#lastFailureAt = now;
    this.#failedTrials = 0;
    this.#trial = 0;
    this.#open = true;
    this.#forced = true;
  }

  /** Closes it, whatever it was. */
  reset(): void {
    this.#failures = 0;
    this.#failedTrials = 0;
    this.#trial = 0;
    this.#open = false;
    this.#forced = false;
  }

  #superseded(token: number): boolean {
    return token === 0 ? this.#forced : token !== this.#trial;
  }

  #earlyWait(): number {
    return Math.min(this.options.openForMs, (this.options.openForMs / 10) * 1.5 ** this.#failedTrials);
  }
}
