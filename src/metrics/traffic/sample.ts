/** How measured values are spread. */
export interface Spread {
  /** How many values there were. */
  readonly count: number;
  /** Of all of them; 0 without any. */
  readonly average: number;
  /** The value that `percent` of them do not exceed, by a fair sample of them; 0 without any. */
  percentile(percent: number): number;
}

/** Values that are kept; every value has the same chance to be among them (proxying.md §16.3). */
const KEPT = 100;

/** A {@link Spread} that grows: its size does not. */
export class Sample implements Spread {
  count = 0;
  #sum = 0;
  readonly #values: number[] = [];

  get average(): number {
    return this.count === 0 ? 0 : this.#sum / this.count;
  }

  add(value: number): void {
    this.count++;
    this.#sum += value;
    if (this.#values.length < KEPT) {
      this.#values.push(value);
      return;
    }
    const place = Math.floor(Math.random() * this.count);
    if (place < KEPT) this.#values[place] = value;
  }

  percentile(percent: number): number {
    const sorted = this.#values.toSorted((a, b) => a - b);
    const place = Math.floor((sorted.length * percent) / 100);
    return sorted[Math.min(place, sorted.length - 1)] ?? 0;
  }
}
