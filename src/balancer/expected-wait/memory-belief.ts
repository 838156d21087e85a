import type { Load, LoadReport } from '../../core/load.js';
import { believed, modelKey, residency as toldResidency, type Residency } from '../../core/residency.js';

/** What Olla did itself tells more than a report that is older. */
interface Use {
  /** Epoch milliseconds of the first request that found it absent; 0 = it was in memory. */
  loadingSince: number;
  usedAt: number;
}

/** A model stays in memory for so long after its last use as far as nobody says otherwise: Ollama's own default. */
const KEPT_MS = 300_000;
/** A report that left the server before a request reached it may come after it. */
const CROSSING_MS = 1_000;
const MOST_MODELS = 64;

/**
 * Which models an endpoint holds in memory: what it told, and what follows from what was sent there since. So two
 * requests that come one right after the other see each other, and one model isn't loaded on two machines for both.
 */
export class MemoryBelief {
  readonly #uses = new Map<string, Use>();
  #mostSeen = 0;
  #everTold = false;

  /** A request for the model goes there. */
  sent(model: string, residency: Residency, now: number): void {
    const known = this.#uses.get(model);
    const loadingSince =
      residency === 'loading' ? (known?.loadingSince ?? now) : residency === 'absent' ? now : 0;
    this.#uses.delete(model);
    this.#uses.set(model, { loadingSince, usedAt: now });
    if (this.#uses.size > MOST_MODELS) this.#uses.delete(this.#uses.keys().next().value!);
  }

  /** An answer came from the model: it is in memory. */
  answered(model: string, now: number): void {
    const use = this.#uses.get(model);
    if (use) {
      use.loadingSince = 0;
      use.usedAt = now;
    } else this.#uses.set(model, { loadingSince: 0, usedAt: now });
  }

  /** The request came to nothing: whether the model is there is as unknown as before. */
  failed(model: string): void {
    this.#uses.delete(model);
  }

  residency(load: Pick<Load, 'told'>, model: string, now: number): { residency: Residency; since: number } {
    const report = this.#look(load, now);
    const use = this.#uses.get(model);
    const told = toldResidency(load, model, now);
    if (use && now - use.usedAt <= KEPT_MS && use.usedAt + CROSSING_MS >= (report?.at ?? 0)) {
      if (use.loadingSince > 0 && told !== 'loaded') return { residency: 'loading', since: use.loadingSince };
      return { residency: 'loaded', since: 0 };
    }
    return { residency: told, since: told === 'loading' ? (report?.at ?? now) : 0 };
  }

  /** How likely it is that a model of which nothing is known is not in memory. */
  get doubt(): number {
    return this.#everTold ? 0.5 : 0.05;
  }

  /** The models in memory, least recently used first, with the times of their last use as far as known (else 0). */
  residents(
    load: Pick<Load, 'told'>,
    now: number,
  ): readonly { readonly model: string; readonly usedAt: number }[] {
    const report = this.#look(load, now);
    const models = new Set(report?.residents?.map(({ name }) => modelKey(name)));
    for (const [model, { usedAt }] of this.#uses) {
      if (usedAt + CROSSING_MS >= (report?.at ?? 0) && now - usedAt <= KEPT_MS) models.add(model);
    }
    this.#mostSeen = Math.max(this.#mostSeen, report?.residents?.length ?? 0);
    return [...models]
      .map((model) => ({ model, usedAt: this.#uses.get(model)?.usedAt ?? 0 }))
      .sort((a, b) => a.usedAt - b.usedAt);
  }

  /** Whether one more model would push another one out. Unknown memory is taken for as large as it was ever seen to be. */
  isFull(load: Pick<Load, 'told'>, sizeBytes: number | undefined, now: number): boolean {
    const free = this.#look(load, now)?.freeMemoryBytes;
    if (free !== undefined && sizeBytes !== undefined) return sizeBytes > free;
    const { length } = this.residents(load, now);
    return length > 0 && length >= this.#mostSeen;
  }

  #look(load: Pick<Load, 'told'>, now: number): LoadReport | undefined {
    const report = believed(load, now);
    if (report?.residents) this.#everTold = true;
    return report;
  }
}
