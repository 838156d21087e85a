import type { Logger } from '../core/logger.js';
import type { FleetStore, ModelDiscovery } from '../registry/index.js';
import type { Attempt } from './attempt.js';
import { HELD_FOR_MS, MissingModels, saysModelMissing } from './model-missing.js';

/**
 * Believes endpoints that go on denying a model which they list: the pair leaves the fleet and the endpoint
 * is asked for its list again (models-and-health.md §18.8). The endpoint itself stays as healthy as it is.
 */
export class ModelHealth {
  readonly #missing = new MissingModels();

  constructor(
    private readonly store: Pick<FleetStore, 'dropModel'>,
    private readonly discovery: Pick<ModelDiscovery, 'discover'>,
    private readonly log: Logger,
  ) {}

  /** Learns from an answer that was relayed to its end. */
  judge({ status, endpoint, exchange }: Attempt): void {
    const model = exchange.nativeModel || exchange.model;
    if (model === '') return;
    if (status < 400) return this.#missing.clear(endpoint.url, model);
    if (status !== 404 && status !== 400) return;
    const tail = Buffer.from(exchange.tail.text(), 'latin1');
    if (!saysModelMissing(status, tail, model)) return;
    if (!this.#missing.note(endpoint.url, model, Date.now())) return;
    const facts = { endpoint: endpoint.name, model };
    if (!this.store.dropModel(endpoint.url, model, HELD_FOR_MS)) return;
    this.log.warn('Model dropped from endpoint, which lists it and has it not', facts);
    this.discovery.discover(endpoint.url).catch((error: unknown) => {
      this.log.warn('Failed to list models again', { ...facts, error: String(error) });
    });
  }
}
