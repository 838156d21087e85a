import { Learned } from './learned.js';
import { priorOf } from './priors.js';
import { ReadingSpeed } from './reading-speed.js';

const USUAL_SERVICE_MS = 3_000;
const MOST_MODELS = 1_000;
/** How many observations a guess by size is worth, and how many an answer of unknown length. */
const TRUST_IN_SIZE = 0.5;
const TRUST_IN_SERVICE = 2;

/** How one model is, somewhere. */
export interface ModelFacts {
  /** Milliseconds that loading it takes. */
  readonly load: Learned;
  readonly prefill: ReadingSpeed;
}

/** What was learned of the whole fleet: the best guess for an endpoint of which nothing is known yet. */
export class UsualFacts {
  /** Milliseconds from slot to last byte. */
  readonly service = new Learned(USUAL_SERVICE_MS, TRUST_IN_SERVICE);
  readonly #models = new Map<string, ModelFacts>();

  /** How a model is wherever it runs; guessed by its size as long as it has run nowhere. */
  of(model: string, sizeBytes: number | undefined): ModelFacts {
    const known = this.#models.get(model);
    if (known) return known;
    const prior = priorOf(sizeBytes);
    const facts = {
      load: new Learned(prior.loadMs, TRUST_IN_SIZE),
      prefill: new ReadingSpeed({ baseMs: 0, msPerToken: prior.prefillMsPerToken }),
    };
    if (this.#models.size >= MOST_MODELS) this.#models.delete(this.#models.keys().next().value!);
    this.#models.set(model, facts);
    return facts;
  }

  /** The same for one endpoint: what is usual is its guess, and what it learns is learned here too. */
  serviceThere(): Learned {
    return new Learned(this.service, TRUST_IN_SERVICE);
  }

  there(model: string, sizeBytes: number | undefined): ModelFacts {
    const { load, prefill } = this.of(model, sizeBytes);
    return { load: new Learned(load, TRUST_IN_SIZE), prefill: new ReadingSpeed(prefill) };
  }
}
