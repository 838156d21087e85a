const HALF_LIFE_MS = 300_000;
const MOST_MODELS = 2_000;

interface Entry {
  count: number;
  at: number;
}

/** How often each model is asked for lately, over the whole fleet. */
export class ModelDemand {
  readonly #models = new Map<string, Entry>();

  asked(model: string, now: number): void {
    const entry = this.#models.get(model);
    if (entry) {
      entry.count = faded(entry, now) + 1;
      entry.at = now;
      return;
    }
    if (this.#models.size >= MOST_MODELS) this.#forgetRarest(now);
    this.#models.set(model, { count: 1, at: now });
  }

  /** Requests per millisecond. */
  rate(model: string, now: number): number {
    const entry = this.#models.get(model);
    return entry ? (faded(entry, now) * Math.LN2) / HALF_LIFE_MS : 0;
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
