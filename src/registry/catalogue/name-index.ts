import type { UnifiedModel } from './unified-model.js';

const NONE: readonly UnifiedModel[] = [];

/** Finds models by what they are called. */
export class NameIndex {
  readonly #byId: ReadonlyMap<string, UnifiedModel>;
  readonly #byAlias = new Map<string, UnifiedModel>();
  readonly #folded = new Map<string, UnifiedModel[]>();

  constructor(models: readonly UnifiedModel[]) {
    this.#byId = new Map(models.map((model) => [model.id, model]));
    for (const model of models) {
      this.#fold(model.id, model);
      for (const { name } of model.aliases) {
        if (!this.#byAlias.has(name)) this.#byAlias.set(name, model);
        this.#fold(name, model);
      }
    }
  }

  /** By id, else by alias, in that very spelling. */
  exact(name: string): UnifiedModel | undefined {
    return this.#byId.get(name) ?? this.#byAlias.get(name);
  }

  /** All that go by the name, whatever the case; without a tag it means `:latest` (decisions.md 16). */
  folded(name: string): readonly UnifiedModel[] {
    const key = name.toLowerCase();
    const found = this.#folded.get(key);
    if (found || key.includes(':')) return found ?? NONE;
    return this.#folded.get(`${key}:latest`) ?? NONE;
  }

  #fold(name: string, model: UnifiedModel): void {
    const key = name.toLowerCase();
    const known = this.#folded.get(key);
    if (!known) this.#folded.set(key, [model]);
    else if (known.at(-1) !== model) known.push(model);
  }
}
