import type { EndpointState } from '../../core/endpoint.js';
import type { Need, RoutingDecision } from '../../core/exchange.js';
import type { Catalogue } from '../catalogue/catalogue.js';
import { modelOn } from './model-on.js';
import { meets } from './needed.js';

/** The model that a request names. */
export interface NamedModel {
  /** As asked for, lower-cased. */
  readonly model: string;
  /** What endpoints call it, by URL, where that is something else. */
  readonly names?: ReadonlyMap<string, string> | undefined;
}

/**
 * The candidates on which the named model can do all that is needed, as far as anybody tells; for
 * `capability_routing: require`. A model of which nothing is known can only generate text.
 */
export function endpointsAble(
  needs: readonly Need[],
  { model, names }: NamedModel,
  candidates: readonly EndpointState[],
  catalogue: Catalogue,
): readonly EndpointState[] {
  if (needs.length === 0) return candidates;
  return candidates.filter(({ endpoint: { url } }) => {
    const found = modelOn(catalogue, url, names?.get(url) ?? model);
    return found !== undefined && needs.every((need) => meets(found.capabilities, need));
  });
}

/** The decision in place of one that found endpoints, none of which is able. */
export const capabilityUnavailable = ({ strategy }: RoutingDecision): RoutingDecision => ({
  strategy,
  action: 'rejected',
  status: 422,
  reason: 'capability_unavailable',
});
