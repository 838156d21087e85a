import type { Endpoint, EndpointState } from '../core/endpoint.js';
import type { Exchange } from '../core/exchange.js';
import type { HealthService } from '../health/index.js';
import type { Candidates } from '../registry/index.js';
import type { BalancingStrategy } from './balancing-strategy.js';
import type { EndpointLimits } from './endpoint-limits.js';
import { shortlist } from './shortlist.js';
import { stickyKey } from './sticky-key.js';
import type { StickyLimits, StickySessions } from './sticky-sessions.js';

/** Settings of `proxy` that choosing needs. */
export interface BalancerSettings {
  readonly loadBalancer: string;
  readonly pool: { readonly maxConnections: number };
  /** Whether profiles limit how many requests an endpoint answers at once. */
  readonly profileLimits: boolean;
  readonly stickySessions: StickyLimits & {
    readonly enabled: boolean;
    readonly keySources: readonly string[];
    readonly prefixHashBytes: number;
  };
}

/** The endpoint of the next attempt, and the breaker's token for it. */
export interface Selection {
  readonly state: EndpointState;
  readonly token: number;
}

/**
 * Chooses the endpoint of an attempt: first whoever can take it now, then the conversation's own, then
 * the strategy's pick, among those that have the model in memory if any has. Never touches the network.
 */
export class BalancerService {
  constructor(
    private readonly settings: () => BalancerSettings,
    private readonly strategy: () => BalancingStrategy,
    private readonly health: HealthService,
    private readonly sessions: StickySessions,
    /** How many requests at once the profile of an endpoint finds sensible. */
    private readonly profileLimitOf: (endpoint: Endpoint) => number,
    private readonly limits: EndpointLimits,
  ) {}

  /**
   * @param tried URLs that this request has been to
   * @returns undefined when no candidate is left that could take it now
   */
  select(exchange: Exchange, candidates: Candidates, tried: ReadonlySet<string>): Selection | undefined {
    const now = Date.now();
    for (const tier of candidates.tiers) {
      const able = this.able(exchange, tier, tried, now);
      if (able.length === 0) continue;
      const state = this.#pick(exchange, able, candidates);
      const token = this.health.admit(state, now, able.length > 1);
      if (token === undefined) continue;
      this.limits.sent(state, now);
      return { state, token };
    }
    return undefined;
  }

  /** Would `select` find somebody besides the endpoints in `tried`? */
  hasOther(exchange: Exchange, candidates: Candidates, tried: ReadonlySet<string>): boolean {
    const now = Date.now();
    return candidates.tiers.some((tier) =>
      tier.some((state) => this.#takes(exchange, state, tried, now, false)),
    );
  }

  /** Milliseconds until the first of these endpoints can take a request again. */
  waitMs(states: readonly EndpointState[], now: number): number {
    let shortest = Infinity;
    for (const state of states) {
      const wait = Math.max(this.health.waitMs([state], now), this.limits.waitMs(state, now));
      shortest = Math.min(shortest, wait);
    }
    return shortest === Infinity ? 0 : shortest;
  }

  /**
   * The endpoints of a tier that can take a request now. An endpoint whose breaker is open joins in for
   * an early trial only when another one is there to save the request. Changes nothing.
   */
  able(
    exchange: Exchange,
    tier: readonly EndpointState[],
    tried: ReadonlySet<string>,
    now: number,
  ): readonly EndpointState[] {
    let refused = 0;
    for (const state of tier) if (!this.#takes(exchange, state, tried, now, false)) refused++;
    if (refused === 0) return this.#withFreeConnection(tier);
    if (refused === tier.length) return [];
    return this.#withFreeConnection(tier.filter((state) => this.#takes(exchange, state, tried, now, true)));
  }

  #takes(
    exchange: Exchange,
    state: EndpointState,
    tried: ReadonlySet<string>,
    now: number,
    early: boolean,
  ): boolean {
    const strategy = this.strategy();
    return (
      !tried.has(state.endpoint.url) &&
      this.#hasRoom(state, now) &&
      this.health.admits(state, now, early) &&
      (strategy.admits === undefined || strategy.admits(state, exchange))
    );
  }

  #hasRoom(state: EndpointState, now: number): boolean {
    if (!this.limits.hasRoom(state, now)) return false;
    const { endpoint, load } = state;
    return !this.settings().profileLimits || load.inFlight < this.profileLimitOf(endpoint);
  }

  #withFreeConnection(able: readonly EndpointState[]): readonly EndpointState[] {
    const { maxConnections } = this.settings().pool;
    if (maxConnections <= 0) return able;
    const free = able.filter((state) => state.load.inFlight < maxConnections);
    return free.length > 0 ? free : able;
  }

  #pick(exchange: Exchange, able: readonly EndpointState[], candidates: Candidates): EndpointState {
    const sticky = this.settings().stickySessions;
    if (!sticky.enabled) return this.#choose(exchange, able, candidates);
    const found = stickyKey(exchange, sticky.keySources, sticky.prefixHashBytes);
    if (!found) {
      exchange.sticky = { outcome: 'disabled', source: 'none' };
      return this.#choose(exchange, able, candidates);
    }
    const url = this.sessions.lookup(found.key);
    const pinned = url === undefined ? undefined : able.find((state) => state.endpoint.url === url);
    const chosen = pinned ?? this.#choose(exchange, able, candidates);
    if (!pinned) this.sessions.pin(found.key, chosen.endpoint.url);
    const outcome = pinned ? 'hit' : url === undefined ? 'miss' : 'repin';
    exchange.sticky = { outcome, source: found.source };
    return chosen;
  }

  #choose(exchange: Exchange, able: readonly EndpointState[], { names }: Candidates): EndpointState {
    const strategy = this.strategy();
    if (strategy.weighsMemory) return strategy.select(able, exchange);
    return strategy.select(shortlist(able, exchange, names, this.settings().loadBalancer), exchange);
  }
}
