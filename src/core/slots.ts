/** At most so many tasks at once. Those that are urgent go before those that wait in order. */
export class Slots {
  readonly #urgent: Array<() => void> = [];
  readonly #waiting: Array<() => void> = [];

  constructor(private free: number) {}

  async run(task: () => Promise<void>, urgent = false): Promise<void> {
    if (this.free > 0) this.free--;
    else await new Promise<void>((go) => (urgent ? this.#urgent : this.#waiting).push(go));
    try {
      await task();
    } finally {
      const next = this.#urgent.shift() ?? this.#waiting.shift();
      if (next) next();
      else this.free++;
    }
  }
}
