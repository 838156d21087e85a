import type { EndpointState } from '../../core/endpoint.js';
import type { RoutingDecision } from '../../core/exchange.js';

/**
 * The endpoints that may serve a request, in tiers: a later tier is looked at only when no endpoint
 * of an earlier one is left (decisions.md 5 and 11).
 */
export interface Candidates {
  readonly tiers: readonly (readonly EndpointState[])[];
  /** How many there are in all tiers together. */
  readonly total: number;
  /** Undefined when the request names no model. */
  readonly decision: RoutingDecision | undefined;
  /** What endpoints call the model, by URL; one that is missing is sent the name that the client wrote. */
  readonly names?: ReadonlyMap<string, string> | undefined;
  /** The model should be looked for anew before this is taken for an answer. */
  readonly wantsRefresh?: true | undefined;
}

/** Nobody, without a decision. */
export const NOBODY: Candidates = { tiers: [], total: 0, decision: undefined };

/** Candidates of a decision, sorted into tiers. */
export function candidatesOf(
  endpoints: readonly EndpointState[],
  decision?: RoutingDecision,
  names?: ReadonlyMap<string, string>,
): Candidates {
  const tiers = inTiers(endpoints);
  return { tiers, total: tiers.reduce((sum, tier) => sum + tier.length, 0), decision, names };
}

/** Healthy first; then busy and warming; then those that traffic alone put out, least recently failed first. */
export function inTiers(endpoints: readonly EndpointState[]): readonly (readonly EndpointState[])[] {
  const healthy = endpoints.filter((state) => !state.draining && state.status === 'healthy');
  const slow = endpoints.filter(
    (state) => !state.draining && (state.status === 'busy' || state.status === 'warming'),
  );
  const demoted = endpoints
    .filter((state) => !state.draining && state.demotedAt > 0)
    .sort((a, b) => a.demotedAt - b.demotedAt);
  return [healthy, slow, demoted].filter((tier) => tier.length > 0);
}
