import { Buckets } from './buckets.js';
import type { Family } from './family.js';

/** A histogram with one label. Who chooses its values sees to it that they are few. */
export class Histogram {
  readonly #byValue = new Map<string, Buckets>();

  constructor(
    private readonly name: string,
    private readonly help: string,
    private readonly bounds: readonly number[],
    /** `` = none: there is one series. */
    private readonly label = '',
  ) {
    if (label === '') this.of('');
  }

  get size(): number {
    return this.#byValue.size;
  }

  has(value: string): boolean {
    return this.#byValue.has(value);
  }

  /** The buckets for a value of the label. */
  of(value: string): Buckets {
    const known = this.#byValue.get(value);
    if (known) return known;
    const buckets = new Buckets(this.bounds);
    this.#byValue.set(value, buckets);
    return buckets;
  }

  /** Drops the series of values that are no more. */
  keep(stays: (value: string) => boolean): void {
    for (const value of this.#byValue.keys()) if (!stays(value)) this.#byValue.delete(value);
  }

  family(): Family {
    const { name, help, label } = this;
    const samples = [...this.#byValue].flatMap(([value, buckets]) =>
      buckets.samples(name, label === '' ? {} : { [label]: value }),
    );
    return { name, help, type: 'histogram', samples };
  }
}
