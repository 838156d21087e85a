import { type BreakerOptions, type BreakerState, CircuitBreaker } from '../core/circuit-breaker.js';
import { formatDuration } from '../core/duration.js';
import type { Endpoint } from '../core/endpoint.js';
import type { Live } from '../core/live.js';
import type { Logger } from '../core/logger.js';

/** How a breaker stands, as status pages show it. */
export interface BreakerView {
  readonly state: BreakerState;
  /** Failures in a row. */
  readonly failures: number;
}

/** Told when the breaker of an endpoint opens or closes. */
export type BreakerListener = (endpoint: Endpoint, state: 'open' | 'closed') => void;

/** A trial that has no verdict after so long is given up. */
const STALE_MS = 30_000;
/** How long to wait for a trial that is under way. */
const TRIAL_MS = 1_000;
const CLOSED: BreakerView = { state: 'closed', failures: 0 };

/**
 * The breakers of the request path, one per endpoint (proxying.md §10). An endpoint has none until its
 * first failure, so that a request to a well one costs a look-up.
 */
export class TrafficBreakers {
  readonly #byUrl = new Map<string, CircuitBreaker>();
  readonly #listeners = new Set<BreakerListener>();

  constructor(
    private readonly options: Live<BreakerOptions>,
    private readonly log: Logger,
  ) {
    options.onChange((next) => this.#configure(next));
  }

  onChange(listener: BreakerListener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  admits(url: string, now: number, canAffordTrial: boolean): boolean {
    const breaker = this.#byUrl.get(url);
    return breaker === undefined || breaker.admits(now, STALE_MS, canAffordTrial);
  }

  admit(url: string, now: number, canAffordTrial: boolean): number | undefined {
    const breaker = this.#byUrl.get(url);
    return breaker === undefined ? 0 : breaker.admit(now, STALE_MS, canAffordTrial);
  }

  success(endpoint: Endpoint, now: number, token: number): void {
    const breaker = this.#byUrl.get(endpoint.url);
    if (breaker === undefined || breaker.isWell) return;
    this.#watching(endpoint, breaker, now, () => breaker.success(token));
  }

  failure(endpoint: Endpoint, now: number, token: number): void {
    const breaker = this.#byUrl.get(endpoint.url) ?? new CircuitBreaker(this.options.current);
    this.#byUrl.set(endpoint.url, breaker);
    this.#watching(endpoint, breaker, now, () => breaker.failure(now, token));
  }

  release(url: string, token: number): void {
    this.#byUrl.get(url)?.release(token);
  }

  /** Closes the breaker of an endpoint that is known to be well again. */
  reset(endpoint: Endpoint, now: number): void {
    const breaker = this.#byUrl.get(endpoint.url);
    if (breaker) this.#watching(endpoint, breaker, now, () => breaker.reset());
  }

  /** Opens the breaker of an endpoint because somebody wants it open: for as long as failures would keep it so. */
  trip(endpoint: Endpoint, now: number): void {
    const breaker = this.#byUrl.get(endpoint.url) ?? new CircuitBreaker(this.options.current);
    this.#byUrl.set(endpoint.url, breaker);
    this.#watching(endpoint, breaker, now, () => breaker.trip(now));
  }

  /** Drops the breaker of an endpoint that is gone. */
  forget(url: string): void {
    this.#byUrl.delete(url);
  }

  view(url: string, now: number): BreakerView {
    const breaker = this.#byUrl.get(url);
    return breaker ? { state: breaker.state(now), failures: breaker.failures } : CLOSED;
  }

  /** Milliseconds until a request may be let through. */
  waitMs(url: string, now: number): number {
    const breaker = this.#byUrl.get(url);
    if (!breaker || breaker.admits(now, STALE_MS)) return 0;
    return breaker.opensInMs(now) || TRIAL_MS;
  }

  #configure(options: BreakerOptions): void {
    for (const breaker of this.#byUrl.values()) {
      breaker.configure(options);
      if (options.threshold === 0) breaker.reset();
    }
  }

  /** Announces what a verdict did to a breaker. A trial that failed leaves it open: that is no news. */
  #watching(endpoint: Endpoint, breaker: CircuitBreaker, now: number, verdict: () => void): void {
    const was = breaker.state(now);
    verdict();
    const is = breaker.state(now);
    if (was === 'closed' && is !== 'closed') this.#announce(endpoint, 'open', breaker.failures);
    if (was !== 'closed' && is === 'closed') this.#announce(endpoint, 'closed', 0);
  }

  #announce(endpoint: Endpoint, state: 'open' | 'closed', failures: number): void {
    const facts = { endpoint: endpoint.name };
    if (state === 'open') {
      const open_for = formatDuration(this.options.current.openForMs);
      this.log.warn('Circuit breaker is open for endpoint', { ...facts, failures, open_for });
    } else this.log.info('Circuit breaker is closed for endpoint', facts);
    for (const listener of this.#listeners) listener(endpoint, state);
  }
}
