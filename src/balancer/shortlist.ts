import type { EndpointState } from '../core/endpoint.js';
import type { Exchange } from '../core/exchange.js';
import type { Candidates } from '../registry/index.js';
import { awake, foremost, loadedFirst, tellsAnything } from './loaded-first.js';

/** Those that the strategy picks from: who has the model in memory goes before who would have to load it. */
export function shortlist(
  able: readonly EndpointState[],
  exchange: Exchange,
  names: Candidates['names'],
  loadBalancer: string,
): readonly EndpointState[] {
  if (able.length === 1 || !tellsAnything(able)) return able;
  const serving = awake(able);
  // A model in memory is no reason to pass over the endpoints that the operator put first.
  const among = loadBalancer === 'priority' ? foremost(serving) : serving;
  return loadedFirst(among, ({ endpoint }) => names?.get(endpoint.url) ?? exchange.model);
}
