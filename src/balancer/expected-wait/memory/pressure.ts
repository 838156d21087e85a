import type { EndpointState } from '../../../core/endpoint.js';

/** A round of sharing moves demand to whoever has room for it; after so many little changes. */
const ROUNDS = 4;
/** An endpoint that works for more than this part of its time lets people wait. */
const WELL_USED = 0.85;
/** A copy counts as being there for somebody, however full its machine is. */
const LEAST_ROOM = 0.05;
const KEPT_MS = 1_000;
/** Whoever loses the only copy pushes out others in turn. */
const ONLY_COPY = 2;
/** Who asks within so many times the time to load is harmed by having to load again. */
const HORIZON_LOADS = 4;
/** Nobody's harm is worth more than so many loads: or others would starve. */
const MOST_LOADS = 4;

/** What sharing out demand needs to know. */
export interface PressureSource {
  fleet(): readonly EndpointState[];
  /** Models in memory there. */
  residents(state: EndpointState, now: number): readonly string[];
  slots(state: EndpointState, now: number): number;
  /** Milliseconds that a request keeps a slot there. */
  serviceMs(url: string): number;
  /** Requests for a model per millisecond, everywhere. */
  rate(model: string, now: number): number;
}

interface Site {
  readonly slots: number;
  readonly serviceMs: number;
  /** Slots that are in use on average. */
  used: number;
  /** Requests per millisecond that come for each model. */
  readonly shares: Map<string, number>;
}

/**
 * Who would serve what, if demand went on as it is and everybody shared it out well: the average that a decision about
 * memory needs, where moments mislead. Worked out when somebody asks, once a second at most.
 */
export class Pressure {
  #at = Number.NEGATIVE_INFINITY;
  #sites = new Map<string, Site>();
  #holders = new Map<string, Site[]>();

  constructor(private readonly source: PressureSource) {}

  /** Something was loaded or unloaded. */
  moved(): void {
    this.#at = Number.NEGATIVE_INFINITY;
  }

  /**
   * What callers of a model will wait longer, all together, if it has to leave an endpoint: nothing where others have room
   * for them, at most some loads.
   * @param loadMs what loading it again takes
   */
  harmOf(url: string, model: string, loadMs: number, now: number): number {
    this.#share(now);
    const rate = this.source.rate(model, now);
    const missed = 1 - Math.exp(-rate * loadMs * HORIZON_LOADS);
    const whole = missed * loadMs * (1 + (rate * loadMs) / 2);
    return Math.min(whole, loadMs * MOST_LOADS) * this.#homeless(url, model);
  }

  /** Whether more is asked of a model than those who hold it have room for. */
  isShort(model: string, now: number): boolean {
    this.#share(now);
    let room = 0;
    for (const { slots, used, serviceMs, shares } of this.#holders.get(model) ?? []) {
      const others = used - shares.get(model)! * serviceMs;
      room += Math.max(slots * WELL_USED - others, 0) / serviceMs;
    }
    return this.source.rate(model, now) > room;
  }

  /** Slots that an endpoint has left for one more model once another one went. */
  roomWithout(url: string, model: string | undefined, now: number): number {
    this.#share(now);
    const site = this.#sites.get(url);
    if (!site) return Number.POSITIVE_INFINITY;
    const its = model === undefined ? 0 : (site.shares.get(model) ?? 0) * site.serviceMs;
    return Math.max(site.slots - (site.used - its), 0);
  }

  /** The part of the callers of a model there that nobody else has room for, 0 to 1. */
  #homeless(url: string, model: string): number {
    const site = this.#sites.get(url);
    const share = site?.shares.get(model) ?? 0;
    const others = (this.#holders.get(model) ?? []).filter((other) => other !== site);
    if (others.length === 0) return ONLY_COPY;
    if (share === 0) return 0;
    let spare = 0;
    for (const { slots, used, serviceMs } of others)
      spare += Math.max(slots * WELL_USED - used, 0) / serviceMs;
    return Math.min(Math.max(share - spare, 0) / share, 1);
  }

  #share(now: number): void {
    if (now - this.#at <= KEPT_MS) return;
    this.#at = now;
    this.#place(now);
    for (const [model, sites] of this.#holders) {
      const each = this.source.rate(model, now) / sites.length;
      for (const site of sites) give(site, model, each);
    }
    for (let round = 0; round < ROUNDS; round++) {
      for (const [model, sites] of this.#holders) if (sites.length > 1) this.#balance(model, sites, now);
    }
  }

  #place(now: number): void {
    this.#sites = new Map();
    this.#holders = new Map();
    for (const state of this.source.fleet()) {
      const { url } = state.endpoint;
      const slots = this.source.slots(state, now);
      const site: Site = { slots, serviceMs: this.source.serviceMs(url), used: 0, shares: new Map() };
      this.#sites.set(url, site);
      for (const model of this.source.residents(state, now)) {
        const holders = this.#holders.get(model);
        if (holders) holders.push(site);
        else this.#holders.set(model, [site]);
      }
    }
  }

  /** Shares one model out by the room that others leave for it. */
  #balance(model: string, sites: readonly Site[], now: number): void {
    const rate = this.source.rate(model, now);
    const rooms = sites.map((site) => {
      const its = site.shares.get(model)! * site.serviceMs;
      return Math.max(site.slots - (site.used - its), site.slots * LEAST_ROOM) / site.serviceMs;
    });
    const all = rooms.reduce((sum, room) => sum + room, 0);
    for (const [at, site] of sites.entries()) give(site, model, (rate * rooms[at]!) / all);
  }
}

function give(site: Site, model: string, share: number): void {
  site.used += (share - (site.shares.get(model) ?? 0)) * site.serviceMs;
  site.shares.set(model, share);
}
