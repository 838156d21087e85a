import type { Exemplar, Labels, Sample } from './family.js';

/** Seconds: from an answer out of a cache to one that takes minutes. */
export const DURATIONS = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600] as const;
/** Seconds until a first token. */
export const FIRST_TOKENS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 4, 8, 16, 32, 64] as const;
/** Seconds from one token to the next. */
export const INTER_TOKENS = [0.001, 0.0025, 0.005, 0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28] as const;
/** Seconds in the queue. */
export const WAITS = [0.01, 0.05, 0.1, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300] as const;
/** Endpoints that one request was sent to. */
export const ATTEMPTS = [1, 2, 3, 4, 5, 8] as const;

/** Counts of observed values by size. Counting one is a search and two additions: nothing is built before somebody asks. */
export class Buckets {
  /** One more for what is beyond the last bound. */
  readonly #counts: Float64Array;
  readonly #exemplars: (Exemplar | undefined)[] = [];
  #sum = 0;

  /** @param bounds upper bounds, ascending, each included */
  constructor(private readonly bounds: readonly number[]) {
    this.#counts = new Float64Array(bounds.length + 1);
  }

  /** @param traceId the trace that it belongs to, if one is kept */
  observe(value: number, traceId?: string): void {
    const { bounds } = this;
    let at = 0;
    while (at < bounds.length && value > bounds[at]!) at++;
    this.#counts[at]!++;
    this.#sum += value;
    if (traceId !== undefined)
      this.#exemplars[at] = { labelSet: { trace_id: traceId }, value, timestamp: Date.now() / 1_000 };
  }

  /** As a histogram has them: each bucket with all below it. */
  samples(name: string, labels: Labels): Sample[] {
    let count = 0;
    const samples: Sample[] = [...this.#counts].map((here, at) => {
      count += here;
      const le = at < this.bounds.length ? String(this.bounds[at]) : '+Inf';
      const exemplar = this.#exemplars[at];
      return { metricName: `${name}_bucket`, labels: { ...labels, le }, value: count, exemplar };
    });
    samples.push({ metricName: `${name}_sum`, labels, value: this.#sum });
    samples.push({ metricName: `${name}_count`, labels, value: count });
    return samples;
  }
}
