import type { Endpoint, EndpointState } from '../core/endpoint.js';
import type { Fleet, FleetEvent } from '../core/fleet.js';
import { type Gauge, type Limited, type LimitSource, MinuteQuota } from '../security/index.js';

/** A machine is protected from a whole minute's requests in one second: a sixth may come at once. */
const AT_ONCE = 1 / 6;
/** Nobody knows when one of the requests under way will be over. */
const FULL_WAIT_MS = 1_000;

/** The part of the fleet's store that is followed. */
interface Members {
  readonly fleet: Fleet;
  subscribe(listener: (event: FleetEvent) => void): unknown;
}

/**
 * The limits that endpoints have of their own: requests at once and requests per minute. An endpoint
 * without any costs two comparisons.
 */
export class EndpointLimits implements LimitSource {
  readonly kind = 'endpoints';
  /** URL → its requests per minute. */
  readonly #quotas = new Map<string, MinuteQuota>();

  constructor(private readonly members: Members) {
    members.subscribe((event) => {
      if (event.kind === 'endpoints') for (const { url } of event.removed) this.#quotas.delete(url);
    });
  }

  /** Whether the endpoint's own limits let it take one more request. Changes nothing. */
  hasRoom({ endpoint, load }: EndpointState, now: number): boolean {
    if (endpoint.maxConcurrent > 0 && load.inFlight >= endpoint.maxConcurrent) return false;
    return endpoint.requestsPerMinute === 0 || this.#quotaOf(endpoint).waitMs(now) === 0;
  }

  /** A request goes to the endpoint. */
  sent({ endpoint }: EndpointState, now: number): void {
    if (endpoint.requestsPerMinute > 0) this.#quotaOf(endpoint).use(1, now);
  }

  /** Milliseconds until there may be room again; 0 = there is. */
  waitMs({ endpoint, load }: EndpointState, now: number): number {
    const full = endpoint.maxConcurrent > 0 && load.inFlight >= endpoint.maxConcurrent;
    const tokens = endpoint.requestsPerMinute > 0 ? this.#quotaOf(endpoint).waitMs(now) : 0;
    return Math.max(full ? FULL_WAIT_MS : 0, tokens);
  }

  *limited(): Iterable<Limited> {
    for (const { endpoint } of this.members.fleet.endpoints) {
      const limited = this.one(endpoint.name);
      if (limited) yield limited;
    }
  }

  /** @param key name of the endpoint */
  one(key: string): Limited | undefined {
    const state = this.members.fleet.byName.get(key);
    if (!state) return undefined;
    const gauges = this.#gauges(state, Date.now());
    return gauges.length > 0 ? { key, gauges } : undefined;
  }

  reset(key?: string): number {
    if (key === undefined) {
      const { size } = this.#quotas;
      this.#quotas.clear();
      return size;
    }
    const url = this.members.fleet.byName.get(key)?.endpoint.url;
    return Number(url !== undefined && this.#quotas.delete(url));
  }

  #gauges({ endpoint, load }: EndpointState, now: number): Gauge[] {
    const gauges: Gauge[] = [];
    const { maxConcurrent: capacity, requestsPerMinute } = endpoint;
    if (capacity > 0) {
      const remaining = Math.max(0, capacity - load.inFlight);
      gauges.push({ limit: 'max_concurrent', capacity, used: load.inFlight, remaining, resetsAt: 0 });
    }
    if (requestsPerMinute > 0) gauges.push(this.#quotaOf(endpoint).gauge(now));
    return gauges;
  }

  #quotaOf({ url, requestsPerMinute }: Endpoint): MinuteQuota {
    let quota = this.#quotas.get(url);
    if (!quota) {
      quota = new MinuteQuota({ name: 'endpoint', limit: 'requests_per_minute' }, AT_ONCE);
      this.#quotas.set(url, quota);
    }
    if (quota.size !== requestsPerMinute) quota.resize(requestsPerMinute);
    return quota;
  }
}
