import type { ModelFacts } from './facts/index.js';
import { MergedModel } from './merged-model.js';
import type { Origin } from './origin.js';

/** The models found so far, and the ways in which a further record finds its own (models-and-health.md §11.3). */
export class MergeTable {
  readonly models: MergedModel[] = [];
  readonly #byDigest = new Map<string, MergedModel>();
  readonly #byName = new Map<string, MergedModel>();
  readonly #byFoldedName = new Map<string, MergedModel>();

  /** Records come endpoint by endpoint, in configuration order. */
  add(facts: ModelFacts, origin: Origin): void {
    const known = this.#byDigest.get(facts.digest);
    const model = known ?? this.#sameName(facts) ?? this.#create(facts);
    model.add(facts, origin);
    if (!known && model.digest && !this.#byDigest.has(model.digest)) this.#byDigest.set(model.digest, model);
    const renamed = facts.name !== model.name;
    if (renamed && !this.#byFoldedName.has(facts.folded)) this.#byFoldedName.set(facts.folded, model);
  }

  #create(facts: ModelFacts): MergedModel {
    const model = new MergedModel(facts);
    this.models.push(model);
    if (!this.#byName.has(facts.name)) this.#byName.set(facts.name, model);
    if (!this.#byFoldedName.has(facts.folded)) this.#byFoldedName.set(facts.folded, model);
    return model;
  }

  /** The model of that name, unless both have a digest and it is not the same. */
  #sameName({ name, folded, digest }: ModelFacts): MergedModel | undefined {
    const known = this.#byName.get(name) ?? this.#byFoldedName.get(folded);
    return known && known.digest && digest ? undefined : known;
  }
}
