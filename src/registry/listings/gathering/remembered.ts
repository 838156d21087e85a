/** A value that is dear to get: asked for by many at once it is got once, and kept for a while. */
export class Remembered<T> {
  #underWay: Promise<T> | undefined;
  #kept: { readonly value: T; readonly until: number } | undefined;

  constructor(
    private readonly ttlMs: number,
    private readonly load: () => Promise<T>,
  ) {}

  /** A failure is told to everybody who waits for it, and to nobody later. */
  get(): Promise<T> {
    if (this.#kept && Date.now() < this.#kept.until) return Promise.resolve(this.#kept.value);
    return (this.#underWay ??= this.#renew());
  }

  async #renew(): Promise<T> {
    try {
      const value = await this.load();
      this.#kept = { value, until: Date.now() + this.ttlMs };
      return value;
    } finally {
      this.#underWay = undefined;
    }
  }
}
