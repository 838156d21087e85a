import { linksOf } from '../../core/alias-target.js';
import type { Fleet, ModelHolder } from '../../core/fleet.js';
import { targetOf } from '../aliases/index.js';
import type { Catalogue } from '../catalogue/catalogue.js';
import type { ModelSource, UnifiedModel } from '../catalogue/unified-model.js';
import { isUp } from './reach.js';

/** `model_aliases`: a name, and the models that it stands for. */
export type ConfiguredAliases = Readonly<Record<string, readonly string[]>>;

/**
 * The configured aliases that lead somewhere now, as if they were models: described like the first target
 * that can be reached, on the endpoints of all that can (models-and-health.md §18.9).
 */
export function aliasEntries(
  aliases: ConfiguredAliases,
  fleet: Fleet,
  catalogue: Catalogue,
): readonly UnifiedModel[] {
  return Object.entries(aliases).flatMap(([alias, targets]) => {
    const reached = targets.flatMap(linksOf).flatMap((link) => reachedBy(link, fleet));
    const models = new Set(reached.flatMap(({ nativeName }) => catalogue.find(nativeName) ?? []));
    const [first] = models;
    if (!first) return [];
    const urls = new Set(reached.map(({ url }) => url));
    return [{ ...first, id: alias, aliases: [], sources: sourcesOn(urls, [...models]) }];
  });
}

/** A model by any of its names; an Ollama name without a tag means `:latest` (decisions.md 16). */
export function findModel(catalogue: Catalogue, name: string): UnifiedModel | undefined {
  return catalogue.find(name) ?? (name.includes(':') ? undefined : catalogue.find(`${name}:latest`));
}

/** Who has what a link of an alias means, and is up. */
const reachedBy = (link: string, fleet: Fleet): readonly ModelHolder[] =>
  targetOf(link, { holdersOf })(fleet).filter(({ url }) => {
    const state = fleet.byUrl.get(url);
    return state !== undefined && isUp(state);
  });

const holdersOf = ({ byModel }: Fleet, name: string): readonly ModelHolder[] =>
  byModel.get(name) ?? (name.includes(':') ? undefined : byModel.get(`${name}:latest`)) ?? [];

/** One source for each endpoint: that of the earliest target. */
function sourcesOn(urls: ReadonlySet<string>, models: readonly UnifiedModel[]): readonly ModelSource[] {
  const found = new Map<string, ModelSource>();
  for (const source of models.flatMap(({ sources }) => sources)) {
    if (urls.has(source.endpointUrl) && !found.has(source.endpointUrl)) found.set(source.endpointUrl, source);
  }
  return [...found.values()];
}
