import type { Fleet, ModelHolder } from '../../core/fleet.js';
import type { CatalogueSource } from '../catalogue/catalogue.js';

const NOBODY: readonly ModelHolder[] = [];

/** Says who has a model, and what each of them calls it. */
export class ModelNames {
  /**
   * @param equivalents whether equal models under other names serve too, and each endpoint is always sent
   *   its own spelling (`model_registry.unification.route_equivalents`)
   */
  constructor(
    private readonly catalogues: CatalogueSource,
    private readonly equivalents: () => boolean,
  ) {}

  /**
   * Who lists the model, whatever their status.
   * @param model lower-cased; without a tag it means `:latest`, as Ollama itself takes it (decisions.md 16)
   */
  holdersOf(fleet: Fleet, model: string): readonly ModelHolder[] {
    if (this.equivalents()) {
      const equal = this.catalogues.of(fleet).equivalents(model);
      if (equal) return equal;
    }
    const exact = fleet.byModel.get(model);
    if (exact || model.includes(':')) return exact ?? NOBODY;
    return fleet.byModel.get(`${model}:latest`) ?? NOBODY;
  }

  /**
   * What each holder is sent in place of the name that the client wrote. Nothing, as long as all of them
   * spell it alike and as the client does but for the case: the original leaves the body alone then. Its
   * own spelling where they differ, and where a tag was implied.
   */
  namesFor(holders: readonly ModelHolder[], model: string): ReadonlyMap<string, string> | undefined {
    const first = holders[0];
    if (!first) return undefined;
    const alike = holders.every(({ nativeName }) => nativeName === first.nativeName);
    if (alike && !this.equivalents() && first.nativeName.toLowerCase() === model) return undefined;
    return new Map(holders.map(({ url, nativeName }) => [url, nativeName]));
  }
}
