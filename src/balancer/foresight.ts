import type { EndpointState } from '../core/endpoint.js';
import type { Exchange } from '../core/exchange.js';
import type { HealthService } from '../health/index.js';
import type { Candidates } from '../registry/index.js';
import type { BalancerService, BalancerSettings } from './balancer.service.js';
import type { BalancingStrategy } from './balancing-strategy.js';
import type { EndpointLimits } from './endpoint-limits.js';
import { shortlist } from './shortlist.js';
import { stickyKey } from './sticky-key.js';
import type { StickySessions } from './sticky-sessions.js';

/** Why an endpoint cannot take a request at this moment. */
export type Hindrance =
  'max_concurrent' | 'requests_per_minute' | 'profile_limit' | 'held' | 'breaker' | 'strategy';

/** What would become of one candidate. */
export interface Prospect {
  readonly state: EndpointState;
  /** Its tier, the first is 0: a later one is looked at only when nobody is left in those before it. */
  readonly tier: number;
  readonly hindrance: Hindrance | undefined;
  /** Whether the choice would be made among it and its like. */
  readonly shortlisted: boolean;
}

/** What `BalancerService.select` would do at this moment. */
export interface Foresight {
  readonly prospects: readonly Prospect[];
  /** Undefined when nobody can take it now, or when the strategy does not tell beforehand. */
  readonly chosen: EndpointState | undefined;
  readonly sticky: { readonly source: string; readonly pinned: string | undefined } | undefined;
}

/** What the forecast is made of. */
export interface ForesightParts {
  readonly balancer: BalancerService;
  readonly settings: () => BalancerSettings;
  readonly strategy: () => BalancingStrategy;
  readonly health: HealthService;
  readonly sessions: StickySessions;
  readonly profileLimitOf: (endpoint: EndpointState['endpoint']) => number;
  readonly limits: EndpointLimits;
}

const NONE: ReadonlySet<string> = new Set();

/** Tells what the balancer would do with a request, without doing it: no pin, no turn, no trial, no count. */
export class BalancerForesight {
  constructor(private readonly parts: ForesightParts) {}

  foresee(exchange: Exchange, candidates: Candidates): Foresight {
    const now = Date.now();
    const { balancer } = this.parts;
    const chosenFrom = candidates.tiers
      .map((tier) => balancer.able(exchange, tier, NONE, now))
      .find((able) => able.length > 0);
    const sticky = this.#sticky(exchange);
    const pinned = chosenFrom?.find(({ endpoint }) => endpoint.url === sticky?.pinned);
    const list = chosenFrom ? this.#shortlist(exchange, chosenFrom, candidates, pinned) : [];
    return {
      prospects: candidates.tiers.flatMap((tier, at) =>
        tier.map((state) => ({
          state,
          tier: at,
          hindrance: this.#hindrance(exchange, state, now),
          shortlisted: list.includes(state),
        })),
      ),
      chosen: list.length < 2 ? list[0] : this.parts.strategy().peek?.(list, exchange),
      sticky,
    };
  }

  #shortlist(
    exchange: Exchange,
    able: readonly EndpointState[],
    { names }: Candidates,
    pinned: EndpointState | undefined,
  ): readonly EndpointState[] {
    if (pinned) return [pinned];
    if (this.parts.strategy().weighsMemory) return able;
    return shortlist(able, exchange, names, this.parts.settings().loadBalancer);
  }

  #sticky(exchange: Exchange): Foresight['sticky'] {
    const { enabled, keySources, prefixHashBytes } = this.parts.settings().stickySessions;
    const found = enabled ? stickyKey(exchange, keySources, prefixHashBytes) : undefined;
    return found && { source: found.source, pinned: this.parts.sessions.peek(found.key) };
  }

  #hindrance(exchange: Exchange, state: EndpointState, now: number): Hindrance | undefined {
    const { settings, strategy, health, limits, profileLimitOf } = this.parts;
    const { endpoint, load } = state;
    if (endpoint.maxConcurrent > 0 && load.inFlight >= endpoint.maxConcurrent) return 'max_concurrent';
    if (!limits.hasRoom(state, now)) return 'requests_per_minute';
    if (settings().profileLimits && load.inFlight >= profileLimitOf(endpoint)) return 'profile_limit';
    if (load.heldUntil > now) return 'held';
    if (!health.admits(state, now, false)) return 'breaker';
    return strategy().admits?.(state, exchange) === false ? 'strategy' : undefined;
  }
}
