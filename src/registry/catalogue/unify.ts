import type { EndpointState } from '../../core/endpoint.js';
import type { ModelReader } from './facts/index.js';
import { MergeTable } from './merge-table.js';
import { idsOf } from './model-ids.js';
import { originOf } from './origin.js';
import type { UnifiedModel } from './unified-model.js';

/** How the merged records are made. */
export interface UnifyOptions {
  /** Reports a number of parameters that nobody tells as 0, and not as the size on disk (§18.13). */
  readonly exactParameterCount?: boolean;
}

/**
 * The models of a fleet, each once, whatever its endpoints call it; sorted by id. The same lists give the
 * same models: nothing is left over of what was listed before (models-and-health.md §11.3).
 * @param endpoints in configuration order
 */
export function unify(
  endpoints: readonly EndpointState[],
  reader: ModelReader,
  { exactParameterCount = false }: UnifyOptions = {},
): readonly UnifiedModel[] {
  const table = new MergeTable();
  for (const state of endpoints) {
    const origin = originOf(state);
    for (const facts of reader.read(state.models)) table.add(facts, origin);
  }
  const ids = idsOf(table.models);
  const unified = table.models.map((model) => model.finish(ids.get(model)!, !exactParameterCount));
  return Object.freeze(unified.sort((a, b) => (a.id < b.id ? -1 : 1)));
}
