import { setMaxListeners } from 'node:events';
import { isRoutable, type Endpoint } from '../../core/endpoint.js';
import type { Live } from '../../core/live.js';
import type { Logger } from '../../core/logger.js';
import type { Model } from '../../core/model.js';
import type { FleetStore } from '../fleet-store.js';
import { isRecoverable, summaryOf } from './discovery-failure.js';
import { usableInterval, type DiscoveryOptions } from './discovery-options.js';
import { DiscoveryRecord } from './discovery-record.js';
import type { ModelListClient } from './model-list-client.js';
import { retrying } from './retrying.js';
import { sameModels } from './same-models.js';
import { Slots } from './slots.js';
import { Ticker } from './ticker.js';

type AttemptGate = (attempt: () => Promise<readonly Model[]>) => Promise<readonly Model[]>;

const ungated: AttemptGate = (attempt) => attempt();

/**
 * Keeps the model lists of the fleet true (models-and-health.md §8). Endpoints know nothing of each
 * other here: whatever one of them answers, the others keep and get their models, and a listing that
 * fails leaves the endpoint's last list as it was.
 */
export class ModelDiscovery {
  readonly #records = new Map<string, DiscoveryRecord>();
  readonly #ticker = new Ticker(() => this.#regularRun());
  #lifetime = lifetime();
  #unwatch: (() => void) | undefined;

  constructor(
    private readonly store: FleetStore,
    private readonly client: Pick<ModelListClient, 'list' | 'close'>,
    private readonly options: Live<DiscoveryOptions>,
    private readonly logger: Logger,
  ) {}

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
   * Lists every routable endpoint that is not disabled. Rejects once all have been asked, with an
   * `AggregateError` of what went wrong at some.
   */
  async runAll(): Promise<void> {
    const endpoints = this.options.current.enabled ? this.#endpointsDue() : [];
    if (endpoints.length === 0) return this.logger.debug('No endpoints to discover models on');
    const facts = { endpoints: endpoints.length };
    this.logger.info('Starting model discovery on healthy endpoints', facts);
    const slots = new Slots(this.#workers());
    const runs = endpoints.map((endpoint) => this.#listing(endpoint, (attempt) => slots.run(attempt)));
    const outcomes = await Promise.allSettled(runs);
    this.logger.info('Finished model discovery on healthy endpoints', facts);
    const failed = outcomes.flatMap((outcome, at) =>
      outcome.status === 'rejected' ? [{ name: endpoints[at]!.name, error: outcome.reason as unknown }] : [],
    );
    if (failed.length > 0) throw runFailure(failed);
  }

  /**
   * Lists one endpoint, disabled or not; success makes it part of full runs again. True when its list
   * was taken over, false when there was nothing to do or the endpoint went meanwhile; rejects when
   * the listing failed.
   */
  async discover(url: string): Promise<boolean> {
    const endpoint = this.store.fleet.byUrl.get(url)?.endpoint;
    return endpoint && this.options.current.enabled ? this.#listing(endpoint, ungated) : false;
  }

  /** Whether full runs leave this endpoint out. */
  isDisabled(url: string): boolean {
    return this.#records.get(url)?.disabled ?? false;
  }

  /** Epoch milliseconds of the last successful listing, changed or not; 0 before the first. */
  syncedAt(url: string): number {
    return this.#records.get(url)?.syncedAt ?? 0;
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
      await this.runAll();
    } catch (error) {
      const only = error instanceof AggregateError && error.errors.length === 1 ? error.errors[0] : error;
      this.logger.warn(`Regular discovery failed (${summaryOf(only)})`);
    }
  }

  #workers(): number {
    const { concurrentWorkers } = this.options.current;
    if (concurrentWorkers > 0) return concurrentWorkers;
    this.logger.warn('Discovery needs at least one worker, using 1');
    return 1;
  }

  #endpointsDue(): Endpoint[] {
    const { byUrl, endpoints } = this.store.fleet;
    for (const url of this.#records.keys()) if (!byUrl.has(url)) this.#records.delete(url);
    const now = Date.now();
    const interval = usableInterval(this.options.current);
    return endpoints
      .filter(({ status, endpoint }) => isRoutable(status) && this.#recordOf(endpoint).isDue(now, interval))
      .map(({ endpoint }) => endpoint);
  }

  #recordOf(endpoint: Endpoint): DiscoveryRecord {
    const known = this.#records.get(endpoint.url);
    known?.follow(endpoint);
    const record = known ?? new DiscoveryRecord(endpoint);
    if (!known) this.#records.set(endpoint.url, record);
    return record;
  }

  async #listing(endpoint: Endpoint, gate: AttemptGate): Promise<boolean> {
    const { signal } = this.#lifetime;
    const record = this.#recordOf(endpoint);
    const ticket = record.begin(Date.now());
    let models: readonly Model[];
    try {
      models = await this.#attempts(endpoint, gate, signal);
    } catch (error) {
      if (signal.aborted || !this.#isKnown(endpoint)) return false;
      if (!this.#book(endpoint, record, ticket, error)) return false;
      throw error;
    }
    return this.#takeOver(endpoint, record, ticket, models);
  }

  /** Waiting for the next attempt takes no slot, so that slow failures hold up nobody. */
  #attempts(endpoint: Endpoint, gate: AttemptGate, signal: AbortSignal): Promise<readonly Model[]> {
    const { timeout, retryAttempts, retryBackoff } = this.options.current;
    const policy = {
      attempts: retryAttempts,
      backoffMs: retryBackoff,
      worthwhile: (error: unknown) => isRecoverable(error) && this.#isKnown(endpoint),
    };
    return retrying(() => gate(() => this.client.list(endpoint, timeout, signal)), policy, signal);
  }

  #isKnown({ url }: Endpoint): boolean {
    return this.store.fleet.byUrl.has(url);
  }

  /** Writes a list that says something new, as the endpoint is configured by now. */
  #takeOver(
    { url, name }: Endpoint,
    record: DiscoveryRecord,
    ticket: number,
    models: readonly Model[],
  ): boolean {
    const state = this.store.fleet.byUrl.get(url);
    if (!state || !record.succeed(ticket, Date.now())) return false;
    const kept = models.filter((model) => state.endpoint.acceptsModel(model.name));
    if (kept.length < models.length) {
      const facts = { endpoint: name, original_count: models.length, filtered_count: kept.length };
      this.logger.info('Applied model filter', facts);
    }
    const changed = state.modelsUpdatedAt === 0 || !sameModels(state.models, kept);
    if (changed) this.#register(url, kept);
    this.logger.info('Discovered models', { endpoint: name, models: kept.length });
    return true;
  }

  #register(url: string, models: readonly Model[]): void {
    try {
      this.store.setModels(url, models);
    } catch (cause) {
      throw new Error(`failed to register models: ${String(cause)}`, { cause });
    }
  }

  /** Counts a failure and says so. False when a later listing made it old news. */
  #book({ name }: Endpoint, record: DiscoveryRecord, ticket: number, error: unknown): boolean {
    const verdict = record.fail(ticket, isRecoverable(error));
    if (verdict === 'outdated') return false;
    const facts = { endpoint: name, failures: record.failures };
    this.logger.error(`Model discovery failed (${summaryOf(error)})`, { endpoint: name });
    this.logger.debug('Model discovery failed in detail', { ...facts, error: String(error) });
    if (verdict === 'disabled-at-once') {
      this.logger.warn('Disabling discovery for endpoint due to non-recoverable error', { endpoint: name });
    } else if (verdict === 'disabled') {
      this.logger.warn('Disabling discovery for endpoint after consequent failures', facts);
    }
    return true;
  }
}

/** Each listing under way hangs on it: many listeners are no leak. */
function lifetime(): AbortController {
  const controller = new AbortController();
  setMaxListeners(0, controller.signal);
  return controller;
}

function runFailure(failed: readonly { name: string; error: unknown }[]): AggregateError {
  const told = failed.map(({ name, error }) => `${name}: ${summaryOf(error)}`).join('; ');
  return new AggregateError(
    failed.map(({ error }) => error),
    `discovery failed: ${told}`,
  );
}
