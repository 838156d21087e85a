import type { Caller } from '../../core/caller.js';
import type { UnifiedModel } from '../catalogue/unified-model.js';

/** Whether lists look different to this caller. */
export const isNarrowed = (caller: Caller | undefined): caller is Caller =>
  caller !== undefined && (caller.allowsModel !== undefined || caller.allowsEndpoint !== undefined);

/** The models that a caller may use: under the names, and on the endpoints, that are open to it. */
export function seenBy(caller: Caller, models: readonly UnifiedModel[]): readonly UnifiedModel[] {
  return models.flatMap((model) => seen(caller, model) ?? []);
}

/** The same for a model that is asked for by a name: one that may not be used is as unknown as one that is not there. */
export function seenUnder(
  name: string,
  caller: Caller,
  models: readonly UnifiedModel[],
): readonly UnifiedModel[] {
  return caller.allowsModel?.(name.toLowerCase()) === false ? [] : seenBy(caller, models);
}

function seen(
  { allowsModel = always, allowsEndpoint = always }: Caller,
  model: UnifiedModel,
): UnifiedModel | undefined {
  const sources = model.sources.filter(({ endpointName }) => allowsEndpoint(endpointName));
  const aliases = model.aliases.filter(({ name }) => allowsModel(name.toLowerCase()));
  const id = allowsModel(model.id.toLowerCase()) ? model.id : aliases[0]?.name;
  return sources.length > 0 && id !== undefined ? { ...model, id, sources, aliases } : undefined;
}

const always = (): boolean => true;
