import type { Endpoint } from '../../core/endpoint.js';
import type { Live } from '../../core/live.js';
import type { Logger } from '../../core/logger.js';
import type { Model } from '../../core/model.js';
import type { FleetStore } from '../fleet-store.js';
import { isRecoverable, summaryOf } from './discovery-failure.js';
import { usableInterval, type DiscoveryOptions } from './discovery-options.js';
import { DiscoveryRecord } from './discovery-record.js';
import { DiscoveryTally, type DiscoveryStats } from './discovery-tally.js';
import { EndpointLister, type Asking } from './endpoint-lister.js';
import type { ModelList } from './lists/index.js';
import type { ModelListClient } from './model-list-client.js';
import { sameModels } from './same-models.js';

export type Gate = Asking['gate'];

/**
 * Lists single endpoints and keeps the books on it: who failed how often, who is left out of full runs, and
 * what is worth writing to the fleet.
 */
export class Listings {
  readonly #records = new Map<string, DiscoveryRecord>();
  readonly #tally = new DiscoveryTally();
  readonly #lister: EndpointLister;

  constructor(
    private readonly store: FleetStore,
    client: Pick<ModelListClient, 'list' | 'detect'>,
    private readonly options: Live<DiscoveryOptions>,
    private readonly logger: Logger,
  ) {
    this.#lister = new EndpointLister(store, client, options, logger);
    store.subscribe(({ kind }) => {
      if (kind === 'endpoints') this.#forgetTheGone();
    });
  }

  get stats(): DiscoveryStats {
    const errors: [string, number][] = [];
    const disabledEndpoints: string[] = [];
    for (const { endpoint } of this.store.fleet.endpoints) {
      const record = this.#records.get(endpoint.url);
      if (record && record.errors > 0) errors.push([endpoint.name, record.errors]);
      if (record?.disabled) disabledEndpoints.push(endpoint.name);
    }
    return { ...this.#tally.read(), errorsByEndpoint: Object.fromEntries(errors), disabledEndpoints };
  }

  isDisabled(url: string): boolean {
    return this.#records.get(url)?.disabled ?? false;
  }

  /** Whether a full run asks this endpoint now. */
  isDue(endpoint: Endpoint, now: number): boolean {
    return this.#recordOf(endpoint).isDue(now, usableInterval(this.options.current));
  }

  /** True when the list was taken over, false when that was no use any more; rejects when there was none. */
  async list(endpoint: Endpoint, how: Pick<Asking, 'gate' | 'signal' | 'redetect'>): Promise<boolean> {
    const record = this.#recordOf(endpoint);
    const ticket = record.begin(Date.now());
    const startedAt = performance.now();
    const asking: Asking = {
      ...how,
      // After a failure nothing is taken for granted, not even what the server is.
      redetect: how.redetect || record.failures > 0,
      recognised: (now) => record.recognised(now),
    };
    let list: ModelList;
    try {
      list = await this.#lister.list(endpoint, asking);
    } catch (error) {
      if (how.signal.aborted || !this.store.fleet.byUrl.has(endpoint.url)) return false;
      if (!this.#book(endpoint, record, ticket, error)) return false;
      throw error;
    }
    return this.#takeOver(endpoint, record, ticket, list, performance.now() - startedAt);
  }

  #recordOf(endpoint: Endpoint): DiscoveryRecord {
    const known = this.#records.get(endpoint.url);
    known?.follow(endpoint);
    const record = known ?? new DiscoveryRecord(endpoint);
    if (!known) this.#records.set(endpoint.url, record);
    return record;
  }

  #forgetTheGone(): void {
    const { byUrl } = this.store.fleet;
    for (const url of this.#records.keys()) if (!byUrl.has(url)) this.#records.delete(url);
  }

  /** Writes a list that says something new, as the endpoint is configured by now. */
  #takeOver(
    { url, name }: Endpoint,
    record: DiscoveryRecord,
    ticket: number,
    list: ModelList,
    latencyMs: number,
  ): boolean {
    const now = Date.now();
    const state = this.store.fleet.byUrl.get(url);
    if (!state || !record.succeed(ticket)) return false;
    this.#tally.succeeded(now, latencyMs);
    this.#tellOddities(name, record, list);
    const kept = this.#filtered(state.endpoint, list.models);
    const changed = state.modelsUpdatedAt === 0 || !sameModels(state.models, kept);
    state.load.modelsSeenAt = now;
    if (changed) this.#register(url, kept);
    this.logger.info('Discovered models', { endpoint: name, models: kept.length });
    return true;
  }

  #filtered({ name, acceptsModel }: Endpoint, models: readonly Model[]): readonly Model[] {
    const kept = models.filter((model) => acceptsModel(model.name));
    if (kept.length < models.length) {
      const facts = { endpoint: name, original_count: models.length, filtered_count: kept.length };
      this.logger.info('Applied model filter', facts);
    }
    return kept;
  }

  #tellOddities(endpoint: string, record: DiscoveryRecord, { models, skipped, cut }: ModelList): void {
    if (skipped + cut === 0 || !record.tellsOddity()) return;
    this.logger.warn('Left out parts of a model list', { endpoint, models: models.length, skipped, cut });
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
    this.#tally.failed();
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
