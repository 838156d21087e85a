/** At most so many tasks at once. Those that are urgent go before those that wait in order. */
export class Slots {
  readonly #urgent: (() => void)[] = [];
  readonly #waiting: (() => void)[] = [];

  constructor(private free: number) {}

  /** Resolves or rejects with what the task makes of it, whenever its turn comes. */
  async run<T>(task: () => Promise<T>, urgent = false): Promise<T> {
    if (this.free > 0) this.free--;
    else await new Promise<void>((go) => (urgent ? this.#urgent : this.#waiting).push(go));
    try {
      return await task();
    } finally {
      const next = this.#urgent.shift() ?? this.#waiting.shift();
      if (next) next();
      else this.free++;
    }
  }
}
