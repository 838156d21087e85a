import type { EndpointState } from '../core/endpoint.js';
import type { RoutingDecision } from '../core/exchange.js';

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
