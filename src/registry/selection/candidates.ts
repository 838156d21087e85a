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
  return candidatesIn(inTiers(endpoints), decision, names);
}

/** Candidates that are sorted into tiers already. */
export function candidatesIn(
  tiers: Candidates['tiers'],
  decision?: RoutingDecision,
  names?: ReadonlyMap<string, string>,
): Candidates {
  return { tiers, total: tiers.reduce((sum, tier) => sum + tier.length, 0), decision, names };
}

/** Healthy first; then busy and warming; then those that traffic alone put out, least recently failed first. */
export function inTiers(endpoints: readonly EndpointState[]): readonly (readonly EndpointState[])[] {
  return [...routableTiers(endpoints), ...demotedTier(endpoints)];
}

/**
 * The same over several groups: one that comes later is asked when nobody of those before it can serve, and
 * what traffic put out comes after all of them.
 */
export function inStagedTiers(
  stages: readonly (readonly EndpointState[])[],
): readonly (readonly EndpointState[])[] {
  return [...stages.flatMap(routableTiers), ...demotedTier(stages.flat())];
}

type Tiers = readonly (readonly EndpointState[])[];

function routableTiers(endpoints: readonly EndpointState[]): Tiers {
  const healthy = endpoints.filter((state) => !state.draining && state.status === 'healthy');
  const slow = endpoints.filter(
    (state) => !state.draining && (state.status === 'busy' || state.status === 'warming'),
  );
  return [healthy, slow].filter((tier) => tier.length > 0);
}

function demotedTier(endpoints: readonly EndpointState[]): Tiers {
  const demoted = endpoints.filter((state) => !state.draining && state.demotedAt > 0);
  return demoted.length > 0 ? [demoted.sort((a, b) => a.demotedAt - b.demotedAt)] : [];
}
