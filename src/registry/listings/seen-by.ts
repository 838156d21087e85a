import type { Caller } from '../../core/caller.js';
import type { UnifiedModel } from '../catalogue/unified-model.js';

/** Whether lists look different to this caller. */
export const isNarrowed = (caller: Caller | undefined): caller is Caller =>
  caller !== undefined && (caller.allowsModel !== undefined || caller.allowsEndpoint !== undefined);

/** The models that a caller may use: under the names, and on the endpoints, that are open to it. */
export function seenBy(caller: Caller, models: readonly UnifiedModel[]): readonly UnifiedModel[] {
  return models.flatMap((model) => seen(caller, model) ?? []);
}

function seen(
  { allowsModel = always, allowsEndpoint = always }: Caller,
  model: UnifiedModel,
): UnifiedModel | undefined {
  const sources = model.sources.filter(({ endpointName }) => allowsEndpoint(endpointName));
  const aliases = model.aliases.filter(({ name }) => allowsModel(name.toLowerCase()));
  const named = aliases.length > 0 || allowsModel(model.id.toLowerCase());
  return sources.length > 0 && named ? { ...model, sources, aliases } : undefined;
}

const always = (): boolean => true;
