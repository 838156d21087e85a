import type { MergedModel } from './merged-model.js';

const DIGEST_END = 8;

/**
 * An id for every model: its name. Where several with different digests have one name, the newest file
 * keeps it plain, so that a model that was pulled anew goes on under its name; the others have the end of
 * their digest added (models-and-health.md §11.3, §18.13).
 */
export function idsOf(models: readonly MergedModel[]): ReadonlyMap<MergedModel, string> {
  const heirs = new Map<string, MergedModel>();
  for (const model of models) {
    const heir = heirs.get(model.name);
    if (!heir || model.modifiedAt > heir.modifiedAt) heirs.set(model.name, model);
  }
  const taken = new Set(heirs.keys());
  const ids = new Map<MergedModel, string>();
  for (const model of models) {
    const id = heirs.get(model.name) === model ? model.name : freeId(model, taken);
    taken.add(id);
    ids.set(model, id);
  }
  return ids;
}

function freeId({ name, digest }: MergedModel, taken: ReadonlySet<string>): string {
  let id = `${name}-${digest.slice(-DIGEST_END)}`;
  if (taken.has(id)) id = `${name}-${digest}`;
  while (taken.has(id)) id += '+';
  return id;
}
