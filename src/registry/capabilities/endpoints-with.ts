import type { EndpointState } from '../../core/endpoint.js';
import type { Need } from '../../core/exchange.js';
import type { Catalogue } from '../catalogue/catalogue.js';
import { meets } from './needed.js';

/** What was found out of a catalogue goes when the catalogue goes. */
const known = new WeakMap<Catalogue, Map<Need, ReadonlySet<string>>>();

/**
 * The candidates that have, for each need, some model that can do it (models-and-health.md §13.4): for
 * requests that name no model. Prefers and never refuses: where that leaves nobody, the very array that
 * was given comes back.
 */
export function endpointsWith(
  needs: readonly Need[],
  candidates: readonly EndpointState[],
  catalogue: Catalogue,
): readonly EndpointState[] {
  if (needs.length === 0) return candidates;
  const able = needs.map((need) => hostsOf(catalogue, need));
  const left = candidates.filter(({ endpoint: { url } }) => able.every((hosts) => hosts.has(url)));
  return left.length > 0 ? left : candidates;
}

function hostsOf(catalogue: Catalogue, need: Need): ReadonlySet<string> {
  let byNeed = known.get(catalogue);
  if (!byNeed) known.set(catalogue, (byNeed = new Map<Need, ReadonlySet<string>>()));
  let hosts = byNeed.get(need);
  if (!hosts) byNeed.set(need, (hosts = hostsIn(catalogue, need)));
  return hosts;
}

function hostsIn({ models }: Catalogue, need: Need): ReadonlySet<string> {
  const hosts = new Set<string>();
  for (const { capabilities, sources } of models) {
    if (meets(capabilities, need)) for (const { endpointUrl } of sources) hosts.add(endpointUrl);
  }
  return hosts;
}
