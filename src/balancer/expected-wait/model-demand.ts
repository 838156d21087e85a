const HALF_LIFE_MS = 300_000;
const MOST_MODELS = 2_000;
/** Nothing can be said of a shorter time. */
const LEAST_WATCHED_MS = 10_000;

interface Entry {
  count: number;
  at: number;
}

/** How often each model is asked for lately, over the whole fleet. */
export class ModelDemand {
  readonly #models = new Map<string, Entry>();
  #since = Number.POSITIVE_INFINITY;

  asked(model: string, now: number): void {
    this.#since = Math.min(this.#since, now);
    const entry = this.#models.get(model);
    if (entry) {
      entry.count = faded(entry, now) + 1;
      entry.at = now;
      return;
    }
    if (this.#models.size >= MOST_MODELS) this.#forgetRarest(now);
    this.#models.set(model, { count: 1, at: now });
  }

  /** Requests per millisecond; what was counted for a short time only counts in full. */
  rate(model: string, now: number): number {
    const entry = this.#models.get(model);
    if (!entry) return 0;
    const watched = 1 - 2 ** (-Math.max(now - this.#since, LEAST_WATCHED_MS) / HALF_LIFE_MS);
    return (faded(entry, now) * Math.LN2) / HALF_LIFE_MS / watched;
  }

  /** To be kept over a restart. */
  get memory(): readonly (readonly [model: string, entry: readonly [count: number, at: number]])[] {
    return [...this.#models].map(([model, { count, at }]) => [model, [count, at]] as const);
  }

  /** Takes up what was kept; what was asked since counts instead. */
  recall(model: string, count: number, at: number): void {
    if (!(count >= 0 && at >= 0) || this.#models.has(model) || this.#models.size >= MOST_MODELS) return;
    this.#since = Math.min(this.#since, at - HALF_LIFE_MS);
    this.#models.set(model, { count, at });
  }

  #forgetRarest(now: number): void {
    let rarest = '';
    let least = Infinity;
    for (const [model, entry] of this.#models) {
      const count = faded(entry, now);
      if (count < least) [rarest, least] = [model, count];
    }
    this.#models.delete(rarest);
  }
}

const faded = ({ count, at }: Entry, now: number): number =>
  count * 2 ** (-Math.max(now - at, 0) / HALF_LIFE_MS);
