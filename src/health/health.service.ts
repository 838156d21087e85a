import type { BreakerOptions } from '../core/circuit-breaker.js';
import { type Endpoint, type EndpointState, isRoutable } from '../core/endpoint.js';
import type { Live } from '../core/live.js';
import type { Logger } from '../core/logger.js';
import type { UpstreamError } from '../core/upstream-errors.js';
import type { FleetStore } from '../registry/index.js';
import { afterDemotion } from './check-record.js';
import { FIRST_REPROBE_MS } from './recovery.js';
import { type BreakerListener, type BreakerView, TrafficBreakers } from './traffic-breakers.js';

const LONGEST_HOLD_MS = 60_000;

/** Where a failed request asks for a fresh probe. */
export interface ProbeRequests {
  probeSoon(url: string): void;
}

/**
 * The door for the request path: may this endpoint be asked now, and what came of it. Asked for every
 * candidate of every request, so that the good case is two look-ups.
 */
export class HealthService {
  readonly #breakers: TrafficBreakers;

  constructor(
    private readonly store: FleetStore,
    private readonly probes: ProbeRequests,
    breaker: Live<BreakerOptions>,
    private readonly log: Logger,
  ) {
    this.#breakers = new TrafficBreakers(breaker, log);
    store.subscribe((event) => {
      if (event.kind === 'endpoints') for (const { url } of event.removed) this.#breakers.forget(url);
      if (event.kind !== 'status') return;
      const { before, after, cause } = event;
      const wasAway = !isRoutable(before.status) || before.status === 'warming';
      const isBack = cause === 'probe' && wasAway && after.status === 'healthy';
      if (isBack) this.#breakers.reset(after.endpoint, Date.now());
    });
  }

  /**
   * May the endpoint take a request now? Changes nothing.
   * @param canAffordTrial another endpoint could save the request if this one fails
   */
  admits(state: EndpointState, now: number, canAffordTrial: boolean): boolean {
    return state.load.heldUntil <= now && this.#breakers.admits(state.endpoint.url, now, canAffordTrial);
  }

  /** Takes a request in; the token goes with its verdict. Undefined when the endpoint may not be asked. */
  admit(state: EndpointState, now: number, canAffordTrial: boolean): number | undefined {
    if (state.load.heldUntil > now) return undefined;
    return this.#breakers.admit(state.endpoint.url, now, canAffordTrial);
  }

  /** The endpoint answered, with whatever status. */
  answered(endpoint: Endpoint, token: number): void {
    this.#breakers.success(endpoint, Date.now(), token);
  }

  /** The endpoint failed; the failure itself says what that means (decisions.md 1 to 6). */
  failed(endpoint: Endpoint, failure: UpstreamError, token: number, requestId?: string): void {
    const state = this.store.fleet.byUrl.get(endpoint.url);
    if (!state) return;
    const now = Date.now();
    if (failure.trips) this.#breakers.failure(endpoint, now, token);
    else this.#breakers.release(endpoint.url, token);
    if (failure.demotes) this.#demote(state, failure, now, requestId);
    else if (failure.probes) this.probes.probeSoon(endpoint.url);
  }

  /** The request ended without a verdict: its client left. */
  released(endpoint: Endpoint, token: number): void {
    this.#breakers.release(endpoint.url, token);
  }

  /** Counts a failure afterwards: another endpoint answered well what this one could not. */
  blame(endpoint: Endpoint, now: number): void {
    if (this.store.fleet.byUrl.has(endpoint.url)) this.#breakers.failure(endpoint, now, 0);
  }

  /** Leaves the endpoint alone for as long as it asked, a minute at most. */
  hold({ load }: EndpointState, seconds: number): void {
    load.heldUntil = Math.max(load.heldUntil, Date.now() + Math.min(seconds * 1000, LONGEST_HOLD_MS));
  }

  /** Milliseconds until the first of these endpoints can take a request again. */
  waitMs(states: readonly EndpointState[], now: number): number {
    let shortest = Infinity;
    for (const state of states) shortest = Math.min(shortest, this.#waitMs(state, now));
    return shortest === Infinity ? 0 : shortest;
  }

  breakerView(url: string): BreakerView {
    return this.#breakers.view(url, Date.now());
  }

  /** Milliseconds until the breaker lets a request through; 0 when it does now. */
  breakerWaitMs(url: string): number {
    return this.#breakers.waitMs(url, Date.now());
  }

  /**
   * Opens or closes a breaker by hand. One that was opened lets a trial through after the usual time, and a trial
   * that goes well closes it: what is to stay away is drained.
   */
  forceBreaker(endpoint: Endpoint, state: 'open' | 'closed'): void {
    if (state === 'open') this.#breakers.trip(endpoint, Date.now());
    else this.#breakers.reset(endpoint, Date.now());
  }

  /** Calls back when a breaker opens or closes; the returned function ends that. */
  onBreakerChange(listener: BreakerListener): () => void {
    return this.#breakers.onChange(listener);
  }

  #demote(state: EndpointState, failure: UpstreamError, now: number, requestId: string | undefined): void {
    const { endpoint, demotedAt } = state;
    const record = this.store.checkOf(endpoint.url);
    if (isRoutable(state.status)) {
      const facts = { endpoint: endpoint.name, error: failure.message };
      const request = requestId === undefined ? {} : { request_id: requestId };
      this.log.warn('Connection failed to endpoint, marking as unhealthy', { ...facts, ...request });
      const check = afterDemotion(
        record,
        now,
        endpoint.checkIntervalMs,
        now + FIRST_REPROBE_MS,
        failure.message,
      );
      this.store.report(endpoint.url, { status: 'offline', cause: 'traffic', check });
    } else if (demotedAt > 0) {
      // Requests that were under way all find it gone: each is counted, the status is news only once.
      const check = { ...record, consecutiveFailures: record.consecutiveFailures + 1 };
      this.store.report(endpoint.url, { status: 'offline', cause: 'traffic', check });
    }
    // Otherwise a probe has confirmed the failure, and a straggler must not make it doubtful again.
  }

  #waitMs({ endpoint, status, load }: EndpointState, now: number): number {
    const held = Math.max(0, load.heldUntil - now);
    const breaker = this.#breakers.waitMs(endpoint.url, now);
    const away = isRoutable(status) ? 0 : Math.max(0, this.store.checkOf(endpoint.url).nextCheckAt - now);
    return Math.max(held, breaker, away);
  }
}
