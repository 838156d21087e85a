import type { Endpoint, EndpointState } from '../core/endpoint.js';
import type { Exchange } from '../core/exchange.js';
import type { HealthService } from '../health/index.js';
import type { Candidates } from '../registry/index.js';
import type { BalancingStrategy } from './balancing-strategy.js';
import type { EndpointLimits } from './endpoint-limits.js';
import { isWait, type Look, type Placement, type Selection, type Wait } from './queue/placement.js';
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
   * Counts the attempt as under way, until `release`.
   * @param tried URLs that this request has been to
   * @returns undefined when no candidate is left that could take it now
   */
  select(exchange: Exchange, candidates: Candidates, tried: ReadonlySet<string>): Selection | undefined {
    const placed = this.#inTiers(exchange, candidates, tried, undefined);
    return isWait(placed) ? undefined : placed;
  }

  /** As `select`, but tells when the request had better wait. */
  place(exchange: Exchange, candidates: Candidates, tried: ReadonlySet<string>, look: Look): Placement {
    const overtakes = look.behind && !this.strategy().waitsFor;
    const placed = overtakes ? undefined : this.#inTiers(exchange, candidates, tried, look);
    return placed ?? this.#waitForRoom(exchange, candidates, tried);
  }

  /** The attempt is over, or was never made. */
  release({ state, forecast }: Selection): void {
    state.load.inFlight--;
    if (forecast) this.strategy().over?.(forecast);
  }

  #inTiers(
    exchange: Exchange,
    candidates: Candidates,
    tried: ReadonlySet<string>,
    look: Look | undefined,
  ): Placement {
    const now = Date.now();
    for (const tier of candidates.tiers) {
      const able = this.able(exchange, tier, tried, now);
      if (able.length === 0) continue;
      exchange.forecast = undefined;
      const state = this.#pick(exchange, able, candidates, look);
      if ('waitsFor' in state) return state;
      const { forecast } = exchange;
      const token = this.health.admit(state, now, able.length > 1);
      if (token === undefined) {
        if (forecast) this.strategy().over?.(forecast);
        continue;
      }
      this.limits.sent(state, now);
      state.load.inFlight++;
      return { state, token, forecast, use: undefined };
    }
    return undefined;
  }

  /** Some are only full: they will have room. */
  #waitForRoom(exchange: Exchange, { tiers }: Candidates, tried: ReadonlySet<string>): Wait | undefined {
    const now = Date.now();
    for (const tier of tiers) {
      const full = tier.find((state) => this.#isFit(exchange, state, tried, now, false));
      if (full) return { waitsFor: full.endpoint.url, waitMs: this.limits.waitMs(full, now) };
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
    return this.#hasRoom(state, now) && this.#isFit(exchange, state, tried, now, early);
  }

  /** Could it take the request, if it had room? */
  #isFit(
    exchange: Exchange,
    state: EndpointState,
    tried: ReadonlySet<string>,
    now: number,
    early: boolean,
  ): boolean {
    const strategy = this.strategy();
    return (
      !tried.has(state.endpoint.url) &&
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

  #pick(
    exchange: Exchange,
    able: readonly EndpointState[],
    candidates: Candidates,
    look: Look | undefined,
  ): EndpointState | Wait {
    const sticky = this.settings().stickySessions;
    if (!sticky.enabled) return this.#choose(exchange, able, candidates, look);
    const found = stickyKey(exchange, sticky.keySources, sticky.prefixHashBytes);
    if (!found) {
      exchange.sticky = { outcome: 'disabled', source: 'none' };
      return this.#choose(exchange, able, candidates, look);
    }
    const url = this.sessions.lookup(found.key);
    const pinned = url === undefined ? undefined : able.find((state) => state.endpoint.url === url);
    const wait = pinned && look && this.strategy().waitsFor?.([pinned], exchange, look);
    const chosen =
      wait ??
      (pinned && this.strategy().weighsMemory ? this.strategy().select([pinned], exchange) : pinned) ??
      this.#choose(exchange, able, candidates, look);
    if ('waitsFor' in chosen) return chosen;
    if (!pinned) this.sessions.pin(found.key, chosen.endpoint.url);
    const outcome = pinned ? 'hit' : url === undefined ? 'miss' : 'repin';
    exchange.sticky = { outcome, source: found.source };
    return chosen;
  }

  #choose(
    exchange: Exchange,
    able: readonly EndpointState[],
    { names }: Candidates,
    look: Look | undefined,
  ): EndpointState | Wait {
    const strategy = this.strategy();
    const list = strategy.weighsMemory
      ? able
      : shortlist(able, exchange, names, this.settings().loadBalancer);
    return (look && strategy.waitsFor?.(list, exchange, look)) ?? strategy.select(list, exchange);
  }
}
