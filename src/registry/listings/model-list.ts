import type { Fleet } from '../../core/fleet.js';
import type { Scope } from '../../core/surface.js';
import type { UnifiedModel } from '../catalogue/unified-model.js';
import type { ListContext, ListConverter } from './list-converter.js';
import { type ModelFilters, passes } from './model-filters.js';
import { Reach } from './reach.js';

/** What a list is made of. */
export interface ListMatter {
  readonly fleet: Fleet;
  readonly models: readonly UnifiedModel[];
  /** Further entries, for names that no model has that could stand there. */
  readonly aliases: readonly UnifiedModel[];
  readonly scope: Scope;
  readonly filters: ModelFilters;
  readonly created: number;
}

/** The models that are wanted, sorted by the name under which they stand, as the converter writes them. */
export function modelList(converter: ListConverter, matter: ListMatter): object {
  const { fleet, scope, filters } = matter;
  const reach = new Reach(fleet);
  const context: ListContext = { created: matter.created, seenAt: (model) => reach.seenAt(model) };
  const reachable = (model: UnifiedModel): boolean =>
    (filters.includeUnavailable || reach.isUp(model)) && reach.isWithin(model, scope);
  const named = [...rowsOf(converter, matter.models.filter(reachable))];
  const taken = new Set(named.map(({ name }) => name.toLowerCase()));
  for (const row of rowsOf(converter, matter.aliases.filter(reachable))) {
    if (!taken.has(row.name.toLowerCase())) named.push(row);
  }
  const urlOf = (name: string): string | undefined => fleet.byName.get(name)?.endpoint.url;
  const wanted = named.filter(({ model }) => passes(model, filters, urlOf));
  wanted.sort((a, b) => Number(a.name > b.name) - Number(a.name < b.name));
  return converter.list(wanted.map(({ model, name }) => converter.entry(model, name, context)));
}

function* rowsOf(
  converter: ListConverter,
  models: readonly UnifiedModel[],
): Iterable<{ readonly model: UnifiedModel; readonly name: string }> {
  for (const model of models) {
    const name = converter.nameOf(model);
    if (name !== undefined) yield { model, name };
  }
}
