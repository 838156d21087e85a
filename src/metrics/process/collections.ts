import { performance, type PerformanceEntry, PerformanceObserver } from 'node:perf_hooks';

/** Counts the collector's work from `start` on. */
export class GarbageCollections {
  readonly #observer = new PerformanceObserver((list) => this.#count(list.getEntries()));
  cycles = 0;
  totalMs = 0;
  /** When the last one ended, in epoch milliseconds; 0 = there was none. */
  lastAt = 0;

  start(): void {
    this.#observer.observe({ entryTypes: ['gc'] });
  }

  stop(): void {
    this.#observer.disconnect();
  }

  #count(entries: readonly PerformanceEntry[]): void {
    for (const { startTime, duration } of entries) {
      this.cycles++;
      this.totalMs += duration;
      this.lastAt = performance.timeOrigin + startTime + duration;
    }
  }
}
