import type { LoadReader } from './load-reader.js';

export const POLL_EVERY_MS = 5_000;
/** How much seldomer a backend is asked that does not tell, or not now. */
const SELDOM = 6;
const JITTER = 0.1;
const MOST_FAILURES = 3;

/** One endpoint's place in the round of questions. */
export class Poll {
  /** Waits for its turn, or is being asked: never twice at once. */
  busy = false;
  #dueAt: number;
  #failures = 0;
  readonly #end = new AbortController();

  constructor(
    readonly url: string,
    readonly reader: LoadReader,
    now: number,
  ) {
    this.#dueAt = now;
  }

  isDue(now: number): boolean {
    return !this.busy && this.#dueAt <= now;
  }

  /** Fires when the endpoint is not to be asked any more. */
  get ended(): AbortSignal {
    return this.#end.signal;
  }

  told(now: number, seldom: boolean): void {
    this.#failures = 0;
    this.#plan(now, seldom);
  }

  /** True when what was told before is not to be kept any longer. */
  failed(now: number): boolean {
    this.#plan(now, true);
    return ++this.#failures >= MOST_FAILURES;
  }

  end(): void {
    this.#end.abort();
  }

  /** A tenth more or less, so that endpoints do not march in step. */
  #plan(now: number, seldom: boolean): void {
    const interval = seldom ? POLL_EVERY_MS * SELDOM : POLL_EVERY_MS;
    this.#dueAt = now + interval * (1 + JITTER * (2 * Math.random() - 1));
  }
}
