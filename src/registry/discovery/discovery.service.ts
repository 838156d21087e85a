import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { type EndpointState, isRoutable, type Endpoint } from '../../core/endpoint.js';
import { formatDuration } from '../../core/duration.js';
import type { Live } from '../../core/live.js';
import type { Logger } from '../../core/logger.js';
import type { Model } from '../../core/model.js';
import type { FleetStore } from '../fleet-store.js';
import type { Refresh } from '../routing/index.js';
import { summaryOf } from './discovery-failure.js';
import { usableInterval, type DiscoveryOptions } from './discovery-options.js';
import type { DiscoveryStats } from './discovery-tally.js';
import { isUndetected } from './endpoint-lister.js';
import { Listings, type Gate } from './listings.js';
import { lookAt } from './look-at.js';
import { MissRefresh } from './miss-refresh.js';
import type { ModelListClient } from './model-list-client.js';
import type { EndpointRefresh, RefreshReport } from './refresh-report.js';
import { type RunOutcome, runFailure } from './run-outcome.js';
import { Slots } from '../../core/slots.js';
import { Ticker } from './ticker.js';

/** Time between the beginnings of two lists of a regular run. */
const USUAL_PACE_MS = 100;

const ungated: Gate = (attempt) => attempt();

/**
 * Keeps the model lists of the fleet true (models-and-health.md §8). Endpoints know nothing of each
 * other here: whatever one of them answers, the others keep and get their models, and a listing that
 * fails leaves the endpoint's last list as it was.
 */
export class ModelDiscovery {
  readonly #ticker = new Ticker(() => this.#regularRun());
  readonly #listings: Listings;
  readonly #misses: MissRefresh;
  #lifetime = lifetime();
  #unwatch: (() => void) | undefined;

  constructor(
    private readonly store: FleetStore,
    private readonly client: Pick<ModelListClient, 'list' | 'detect' | 'close'>,
    private readonly options: Live<DiscoveryOptions>,
    private readonly logger: Logger,
  ) {
    this.#listings = new Listings(store, client, options, logger);
    this.#misses = new MissRefresh(store, () => this.#runForMiss());
  }

  /** How listings have gone since the program began. */
  get stats(): DiscoveryStats {
    return this.#listings.stats;
  }

  /** Lists every endpoint again and again from now on, the first time after one interval. */
  start(): void {
    if (this.#ticker.running) throw new Error('discovery service is already running');
    if (this.#lifetime.signal.aborted) this.#lifetime = lifetime();
    this.#arm();
    this.#unwatch = this.options.onChange((next, previous) => {
      if (next.interval !== previous.interval) this.#arm();
    });
  }

  /** Ends the timer and every listing under way, without counting those as failures. */
  async stop(): Promise<void> {
    this.#ticker.stop();
    this.#unwatch?.();
    this.#unwatch = undefined;
    this.#lifetime.abort();
    await this.client.close();
  }

  /**
   * Finds out what the endpoints of type `auto` are, as far as that is not known, and lists them on the way.
   * Their status says little: a server that is probed on the wrong path looks ill. Never rejects.
   */
  async detectAll(): Promise<void> {
    await this.#run(this.#due(isWaitingForDetection));
  }

  /**
   * Lists every routable endpoint that is not disabled, and detects the `auto` ones that are still unknown.
   * Rejects once all have been asked, with an `AggregateError` of what went wrong at some.
   */
  runAll(): Promise<void> {
    return this.#runAll(0);
  }

  async #runAll(paceMs: number): Promise<void> {
    const endpoints = this.#due(isListed);
    if (endpoints.length === 0) return this.logger.debug('No endpoints to discover models on');
    const facts = { endpoints: endpoints.length };
    this.logger.info('Starting model discovery on healthy endpoints', facts);
    const outcomes = await this.#run(endpoints, false, paceMs);
    this.logger.info('Finished model discovery on healthy endpoints', facts);
    const failed = outcomes.filter(({ error }) => error !== undefined);
    if (failed.length > 0) throw runFailure(failed);
  }

  /**
   * Lists one endpoint, disabled or not; success makes it part of full runs again. True when its list
   * was taken over, false when there was nothing to do or the endpoint went meanwhile; rejects when
   * the listing failed.
   * @param how with `redetect`, an `auto` endpoint is looked at as if nothing was known of it
   */
  async discover(url: string, how: { readonly redetect?: boolean } = {}): Promise<boolean> {
    const endpoint = this.store.fleet.byUrl.get(url)?.endpoint;
    if (!endpoint || !this.options.current.enabled) return false;
    return this.#list(endpoint, ungated, how.redetect);
  }

  /**
   * Lists what somebody wished to be listed now: one endpoint, whatever its status, or all that full runs are
   * about, disabled or not. `auto` endpoints are detected anew. Never rejects; the report tells what failed.
   */
  async refresh(url?: string): Promise<RefreshReport> {
    const startedAt = performance.now();
    const asked = this.#states((state) => (url === undefined ? isListed(state) : state.endpoint.url === url));
    const outcomes = await this.#run(asked, true);
    return {
      durationMs: performance.now() - startedAt,
      endpoints: outcomes.map((outcome) => this.#report(outcome)),
    };
  }

  /**
   * What an endpoint lists at this moment, before any filter; nothing of it is written down. Undefined for one that
   * is not there; rejects when it cannot be listed.
   */
  async look(url: string): Promise<readonly Model[] | undefined> {
    const endpoint = this.store.fleet.byUrl.get(url)?.endpoint;
    if (!endpoint) return undefined;
    return lookAt(endpoint, this.client, this.options.current.timeout, this.#lifetime.signal);
  }

  /**
   * Lists the fleet because nobody has this model. `done` when whoever asks may look again: the lists are
   * fresh, or they were a moment ago. `failed` when no endpoint could be listed, or not in time.
   */
  refreshFor(model: string, timeoutMs: number): Promise<Refresh> {
    return this.#misses.of(model, timeoutMs, () => {
      const timeout = formatDuration(timeoutMs);
      this.logger.info('Triggering discovery refresh for model', { model, timeout });
    });
  }

  /** Whether full runs leave this endpoint out. */
  isDisabled(url: string): boolean {
    return this.#listings.isDisabled(url);
  }

  /** Epoch milliseconds of the last successful listing, changed or not; 0 before the first. */
  syncedAt(url: string): number {
    return this.store.fleet.byUrl.get(url)?.load.modelsSeenAt ?? 0;
  }

  #arm(): void {
    const interval = usableInterval(this.options.current);
    if (interval !== this.options.current.interval) {
      this.logger.warn('Discovery interval must be positive, using the default', { interval });
    }
    this.#ticker.every(interval);
  }

  async #regularRun(): Promise<void> {
    try {
      await this.#runAll(this.#pace());
    } catch (error) {
      const only = error instanceof AggregateError && error.errors.length === 1 ? error.errors[0] : error;
      this.logger.warn(`Regular discovery failed (${summaryOf(only)})`);
    }
  }

  /** Nobody waits for a regular run: it leaves requests room between two lists, and still ends in time. */
  #pace(): number {
    const { endpoints } = this.store.fleet;
    return Math.min(USUAL_PACE_MS, usableInterval(this.options.current) / 2 / Math.max(1, endpoints.length));
  }

  async #runForMiss(): Promise<Refresh> {
    if (!this.options.current.enabled) return 'failed';
    const outcomes = await this.#run(this.#due(({ status }) => isRoutable(status)));
    const failed = outcomes.filter(({ error }) => error !== undefined);
    return failed.length > 0 && failed.length === outcomes.length ? 'failed' : 'done';
  }

  /** @param paceMs time between the beginnings of two lists */
  async #run(endpoints: readonly Endpoint[], redetect = false, paceMs = 0): Promise<RunOutcome[]> {
    const slots = new Slots(endpoints.length > 0 ? this.#workers() : 1);
    const gate: Gate = (attempt) => slots.run(attempt);
    const settled = await Promise.allSettled(
      endpoints.map(async (of, at) => {
        if (paceMs > 0 && at > 0) await this.#wait(at * paceMs);
        return this.#list(of, gate, redetect);
      }),
    );
    return settled.map((outcome, at) => {
      const error: unknown = outcome.status === 'rejected' ? outcome.reason : undefined;
      return { endpoint: endpoints[at]!, error };
    });
  }

  /** Ends early, and quietly, with the service itself. */
  async #wait(ms: number): Promise<void> {
    await sleep(ms, undefined, { signal: this.#lifetime.signal, ref: false }).catch(() => undefined);
  }

  #list(endpoint: Endpoint, gate: Gate, redetect = false): Promise<boolean> {
    return this.#listings.list(endpoint, { gate, redetect, signal: this.#lifetime.signal });
  }

  #workers(): number {
    const { concurrentWorkers } = this.options.current;
    if (concurrentWorkers > 0) return concurrentWorkers;
    this.logger.warn('Discovery needs at least one worker, using 1');
    return 1;
  }

  #states(isMeant: (state: EndpointState) => boolean): Endpoint[] {
    const { enabled } = this.options.current;
    return enabled ? this.store.fleet.endpoints.filter(isMeant).map(({ endpoint }) => endpoint) : [];
  }

  #due(isMeant: (state: EndpointState) => boolean): Endpoint[] {
    const now = Date.now();
    return this.#states(isMeant).filter((endpoint) => this.#listings.isDue(endpoint, now));
  }

  #report({ endpoint: { name, url }, error }: RunOutcome): EndpointRefresh {
    const state = this.store.fleet.byUrl.get(url);
    return {
      name,
      url,
      detected: state?.endpoint.detected ?? '',
      models: state?.models.length ?? 0,
      error: error === undefined ? undefined : summaryOf(error),
    };
  }
}

/** Nobody is asked in vain who is known not to be there. */
const isWaitingForDetection = ({ endpoint, status }: EndpointState): boolean =>
  isUndetected(endpoint) && status !== 'offline';

/** Whether full runs are about this endpoint. */
const isListed = (state: EndpointState): boolean => isRoutable(state.status) || isWaitingForDetection(state);

/** Each listing under way hangs on it: many listeners are no leak. */
function lifetime(): AbortController {
  const controller = new AbortController();
  setMaxListeners(0, controller.signal);
  return controller;
}
