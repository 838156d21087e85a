import { LONGEST_TIMER_MS } from '../../core/longest-timer.js';

/** Calls back at an interval that may change. A call that is not over is never overtaken by the next. */
export class Ticker {
  #timer: NodeJS.Timeout | undefined;
  #busy = false;

  constructor(private readonly work: () => Promise<void>) {}

  get running(): boolean {
    return this.#timer !== undefined;
  }

  /** Counts anew from now on. */
  every(intervalMs: number): void {
    clearInterval(this.#timer);
    this.#timer = setInterval(() => void this.#tick(), Math.min(intervalMs, LONGEST_TIMER_MS));
    this.#timer.unref();
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  async #tick(): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    await this.work().finally(() => (this.#busy = false));
  }
}
