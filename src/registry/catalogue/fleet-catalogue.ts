import type { Fleet, ModelHolder } from '../../core/fleet.js';
import type { Catalogue } from './catalogue.js';
import { NameIndex } from './name-index.js';
import type { ModelSource, UnifiedModel } from './unified-model.js';

/** The catalogue of one state of the fleet's lists. What a look-up needs is made when the first one comes. */
export class FleetCatalogue implements Catalogue {
  readonly #fleet: Fleet;
  #names: NameIndex | undefined;
  readonly #equivalents = new Map<string, readonly ModelHolder[]>();

  constructor(
    readonly models: readonly UnifiedModel[],
    fleet: Fleet,
  ) {
    this.#fleet = fleet;
  }

  find(name: string): UnifiedModel | undefined {
    return this.#index.exact(name) ?? this.#index.folded(name)[0];
  }

  equivalents(name: string): readonly ModelHolder[] | undefined {
    const models = this.#index.folded(name);
    if (models.length === 0) return undefined;
    const key = name.toLowerCase();
    let holders = this.#equivalents.get(key);
    if (!holders) this.#equivalents.set(key, (holders = this.#holdersOf(models, key)));
    return holders;
  }

  /** An endpoint that has the model under the very name goes by that; another one by what it calls its own. */
  #holdersOf(models: readonly UnifiedModel[], folded: string): readonly ModelHolder[] {
    const holders = new Map(this.#namesakes(folded).map((holder) => [holder.url, holder]));
    for (const { endpointUrl: url, nativeName } of models.flatMap(
      ({ sources }): readonly ModelSource[] => sources,
    )) {
      if (!holders.has(url)) holders.set(url, { url, nativeName });
    }
    const place = ({ url }: ModelHolder): number => this.#fleet.byUrl.get(url)?.endpoint.index ?? 0;
    return Object.freeze([...holders.values()].sort((a, b) => place(a) - place(b)));
  }

  #namesakes(folded: string): readonly ModelHolder[] {
    const { byModel } = this.#fleet;
    return byModel.get(folded) ?? (folded.includes(':') ? undefined : byModel.get(`${folded}:latest`)) ?? [];
  }

  get #index(): NameIndex {
    return (this.#names ??= new NameIndex(this.models));
  }
}
