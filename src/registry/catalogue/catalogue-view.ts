import type { Fleet } from '../../core/fleet.js';
import type { Live } from '../../core/live.js';
import { type Catalogue, CatalogueSource } from './catalogue.js';
import { ModelReader } from './facts/index.js';
import { FleetCatalogue } from './fleet-catalogue.js';
import type { ModelRules } from './rules/index.js';
import { unify, type UnifyOptions } from './unify.js';

/** How models are read and merged; may change while the program runs. */
export interface CatalogueOptions extends UnifyOptions {
  /** Makes families that servers name ours, and names and variants tidy (§18.14). */
  readonly normaliseFamilies?: boolean;
}

/** Works a catalogue out when it is asked for, and keeps it until the fleet's lists or the options change. */
export class CatalogueView extends CatalogueSource {
  #catalogue: Catalogue | undefined;
  #fleetVersion = -1;
  #options: Required<CatalogueOptions> = { normaliseFamilies: false, exactParameterCount: false };
  #reader: ModelReader;

  constructor(
    private readonly rules: Live<ModelRules>,
    private readonly options: () => CatalogueOptions = () => ({}),
  ) {
    super();
    this.#reader = new ModelReader(rules.current);
    rules.onChange(() => this.#read());
  }

  of(fleet: Fleet): Catalogue {
    this.#follow(this.options());
    if (!this.#catalogue || fleet.modelsVersion !== this.#fleetVersion) {
      this.#catalogue = new FleetCatalogue(unify(fleet.endpoints, this.#reader, this.#options), fleet);
      this.#fleetVersion = fleet.modelsVersion;
    }
    return this.#catalogue;
  }

  #follow({ normaliseFamilies = false, exactParameterCount = false }: CatalogueOptions): void {
    const known = this.#options;
    if (known.normaliseFamilies === normaliseFamilies && known.exactParameterCount === exactParameterCount)
      return;
    this.#options = { normaliseFamilies, exactParameterCount };
    this.#read();
  }

  /** Everything anew, with the rules and options as they are now. */
  #read(): void {
    this.#reader = new ModelReader(this.rules.current, this.#options.normaliseFamilies);
    this.#catalogue = undefined;
  }
}
