import { Injectable } from '@nestjs/common';
import { ConfigSource } from '../../config/index.js';
import { AliasTable, CatalogueSource, FleetStore, ModelNames } from '../../registry/index.js';
import { type Holder, holdersView } from './model-rows.js';
import type { ResolveDto, ResolvedDto } from './resolve.dto.js';

/** Says what a name stands for: the endpoints behind a model or an alias, each with its own spelling. */
@Injectable()
export class NameLookup {
  readonly #names: ModelNames;

  constructor(
    private readonly store: FleetStore,
    catalogues: CatalogueSource,
    private readonly config: ConfigSource,
  ) {
    this.#names = new ModelNames(catalogues, () => config.current.modelRegistry.unification.routeEquivalents);
  }

  resolve({ model, targets }: ResolveDto): ResolvedDto {
    const { fleet } = this.store;
    const aliases = targets ? { [model]: targets } : this.config.current.modelAliases;
    const match = new AliasTable(aliases, this.#names).resolve(model, fleet);
    const staged = match?.stages.map(holdersOf) ?? [];
    const holders = this.#names.holdersOf(fleet, model.toLowerCase());
    // An alias whose targets are nowhere is a name like any other.
    const stages = staged.length > 0 || holders.length === 0 ? staged : [holders];
    return {
      model,
      kind: match ? 'alias' : holders.length > 0 ? 'model' : 'unknown',
      ...(match && { alias: match.alias }),
      stages: stages.map((stage) => ({ endpoints: holdersView(stage, fleet) })),
    };
  }
}

const holdersOf = (stage: ReadonlyMap<string, string>): readonly Holder[] =>
  [...stage].map(([url, nativeName]) => ({ url, nativeName }));
