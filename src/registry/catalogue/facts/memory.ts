/** Remembers what was worked out for a key, up to a number of keys; then it forgets all and begins again. */
export class Memory<Value> {
  readonly #known = new Map<string, Value>();

  constructor(private readonly limit: number) {}

  of(key: string, work: (key: string) => Value): Value {
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    if (this.#known.size >= this.limit) this.#known.clear();
    const value = work(key);
    this.#known.set(key, value);
    return value;
  }
}
