import { constants, PerformanceObserver, type PerformanceEntry } from 'node:perf_hooks';

const { NODE_PERFORMANCE_GC_MAJOR: MAJOR, NODE_PERFORMANCE_GC_MINOR: MINOR } = constants;

interface Collection extends PerformanceEntry {
  readonly detail: { readonly kind: number };
}

/** Counts the collector's work from its creation on. */
export class Collections {
  readonly #since = performance.now();
  readonly #observer = new PerformanceObserver((list) => this.#count(list.getEntries()));
  minor = 0;
  major = 0;
  longestMs = 0;
  totalMs = 0;

  constructor() {
    this.#observer.observe({ entryTypes: ['gc'] });
  }

  /** Counts what has happened until now, and no more. */
  stop(): void {
    this.#count(this.#observer.takeRecords());
    this.#observer.disconnect();
  }

  get observedMs(): number {
    return performance.now() - this.#since;
  }

  /** The part of the time that went into it, from 0 to 1. */
  get share(): number {
    return this.totalMs / this.observedMs;
  }

  #count(entries: readonly PerformanceEntry[]): void {
    for (const { duration, detail } of entries as readonly Collection[]) {
      const { kind } = detail;
      if (kind === MINOR) this.minor++;
      if (kind === MAJOR) this.major++;
      this.totalMs += duration;
      this.longestMs = Math.max(this.longestMs, duration);
    }
  }
}
