import type { Figures } from '../tally.js';

interface Used {
  readonly attempts: Pick<Figures, 'lastUsedAt'>;
}

/** Names come from outside: beyond so many the one that was not used for longest goes. */
const MOST_NAMES = 1_000;
const IDLE_MS = 6 * 60 * 60_000;
const SWEEP_EVERY_MS = 30 * 60_000;

/** Figures by name: of those that are used, and never of more than a thousand. */
export class NameTable<T extends Used> {
  /** In order of use. */
  readonly #entries = new Map<string, T>();
  #sweptAt = 0;
  #newest = '';

  constructor(
    private readonly create: () => T,
    private readonly most = MOST_NAMES,
  ) {}

  get entries(): ReadonlyMap<string, T> {
    return this.#entries;
  }

  /** The figures to count with; new ones for a new name. @param now epoch milliseconds */
  use(name: string, now: number): T {
    const known = this.#entries.get(name);
    if (known && name === this.#newest) return known;
    this.#newest = name;
    this.#entries.delete(name);
    const entry = known ?? this.create();
    this.#entries.set(name, entry);
    if (this.#entries.size > this.most) this.#entries.delete(this.#entries.keys().next().value!);
    if (now - this.#sweptAt > SWEEP_EVERY_MS) this.#sweep(now);
    return entry;
  }

  #sweep(now: number): void {
    this.#sweptAt = now;
    for (const [name, { attempts }] of this.#entries)
      if (attempts.lastUsedAt > 0 && now - attempts.lastUsedAt > IDLE_MS) this.#entries.delete(name);
  }
}
