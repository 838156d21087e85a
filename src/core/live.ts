/**
 * A holder of the present value of something that can change while the program runs.
 * Services keep the holder and read `.current` when they need the value, so that a
 * reload needs no restart of providers. Only the owner calls `set`.
 */
export class Live<T> {
  #current: T;
  readonly #watchers = new Set<(next: T, previous: T) => void>();

  constructor(initial: T) {
    this.#current = initial;
  }

  get current(): T {
    return this.#current;
  }

  /** Swaps the value, then tells the watchers in the order in which they came. */
  set(next: T): void {
    const previous = this.#current;
    this.#current = next;
    for (const watch of this.#watchers) watch(next, previous);
  }

  /** Calls back after each change; the returned function ends that. */
  onChange(watch: (next: T, previous: T) => void): () => void {
    this.#watchers.add(watch);
    return () => void this.#watchers.delete(watch);
  }

  /** A holder that follows one part of this value. */
  map<U>(part: (value: T) => U): Live<U> {
    const derived = new Live(part(this.#current));
    this.onChange((next) => derived.set(part(next)));
    return derived;
  }
}
