import type { FleetStore } from '../fleet-store.js';
import type { Refresh } from '../routing/index.js';

const REMEMBERED_MS = 10_000;
const MOST_REMEMBERED = 1_000;

interface Miss {
  readonly at: number;
  readonly modelsVersion: number;
  readonly outcome: Refresh;
}

/**
 * Has the fleet listed anew for a model that nobody has, without letting those who ask for such models make a
 * storm of it (models-and-health.md §14.2): who comes while a listing is under way waits for that one, and a
 * model that was not found is not looked for again for ten seconds, unless the lists have changed since.
 */
export class MissRefresh {
  #running: Promise<Refresh> | undefined;
  readonly #misses = new Map<string, Miss>();

  constructor(
    private readonly store: FleetStore,
    /** Lists all endpoints; never rejects. */
    private readonly run: () => Promise<Refresh>,
  ) {}

  /** `failed` when the time is up first; the listing goes on nevertheless. */
  async of(model: string, timeoutMs: number, onBegin: () => void): Promise<Refresh> {
    const name = model.toLowerCase();
    const known = this.#remembered(name);
    if (known) return known;
    if (!this.#running) {
      onBegin();
      this.#running = this.run().finally(() => (this.#running = undefined));
    }
    const outcome = this.#running.then((found) => this.#remember(name, found));
    return this.#sooner(outcome, name, timeoutMs);
  }

  /** There is no need to wait for the slowest endpoint when another has listed the model. */
  #sooner(outcome: Promise<Refresh>, name: string, timeoutMs: number): Promise<Refresh> {
    return new Promise((resolve) => {
      const settle = (refresh: Refresh): void => {
        clearTimeout(timer);
        unsubscribe();
        resolve(refresh);
      };
      const timer = setTimeout(settle, timeoutMs, 'failed');
      const unsubscribe = this.store.subscribe(({ kind }) => {
        if (kind === 'models' && this.#isListed(name)) settle('done');
      });
      void outcome.then(settle);
    });
  }

  #remembered(name: string): Refresh | undefined {
    const miss = this.#misses.get(name);
    if (!miss) return undefined;
    const isFresh = Date.now() - miss.at < REMEMBERED_MS;
    if (isFresh && miss.modelsVersion === this.store.fleet.modelsVersion) return miss.outcome;
    this.#misses.delete(name);
    return undefined;
  }

  #remember(name: string, outcome: Refresh): Refresh {
    const { modelsVersion } = this.store.fleet;
    if (this.#isListed(name)) return outcome;
    this.#misses.delete(name);
    if (this.#misses.size >= MOST_REMEMBERED) this.#misses.delete(this.#misses.keys().next().value!);
    this.#misses.set(name, { at: Date.now(), modelsVersion, outcome });
    return outcome;
  }

  /** A name without a tag means `:latest` (decisions.md 16). */
  #isListed(name: string): boolean {
    const { byModel } = this.store.fleet;
    return byModel.has(name) || (!name.includes(':') && byModel.has(`${name}:latest`));
  }
}
