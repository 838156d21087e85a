import type { EndpointState } from '../../core/endpoint.js';
import type { Live } from '../../core/live.js';
import type { Logger } from '../../core/logger.js';
import type { FleetStore } from '../fleet-store.js';
import { Ticker } from './ticker.js';

/** When models are forgotten (`model_registry.unification`); milliseconds, and what is not above zero is as usual. */
export interface StaleOptions {
  readonly staleThreshold: number;
  readonly cleanupInterval: number;
}

const USUAL_THRESHOLD_MS = 24 * 3_600_000;
const USUAL_INTERVAL_MS = 5 * 60_000;

/**
 * Forgets the models of endpoints that have not listed them for long (models-and-health.md §10.3): whoever
 * asks for such a model then hears that there is none, and no longer that it is away for now.
 */
export class StaleModels {
  readonly #ticker = new Ticker(async () => this.sweep());
  #unwatch: (() => void) | undefined;

  constructor(
    private readonly store: FleetStore,
    private readonly options: Live<StaleOptions>,
    private readonly logger: Logger,
  ) {}

  /** Sweeps at every interval from now on. Does nothing when it does so already. */
  start(): void {
    if (this.#unwatch) return;
    this.#arm();
    this.#unwatch = this.options.onChange((next, previous) => {
      if (next.cleanupInterval !== previous.cleanupInterval) this.#arm();
    });
  }

  /** Ends that. May be called again. */
  stop(): void {
    this.#ticker.stop();
    this.#unwatch?.();
    this.#unwatch = undefined;
  }

  /** Forgets what has become too old by now. */
  sweep(now = Date.now()): void {
    const threshold = orUsual(this.options.current.staleThreshold, USUAL_THRESHOLD_MS);
    for (const state of this.store.fleet.endpoints) {
      const seenAt = state.load.modelsSeenAt || state.modelsUpdatedAt;
      if (state.models.length > 0 && now - seenAt >= threshold) this.#forget(state, seenAt);
    }
  }

  /** What goes wrong at one endpoint is no reason to keep what others had. */
  #forget({ endpoint: { url, name }, models }: EndpointState, seenAt: number): void {
    const facts = { endpoint: name, models: models.length, last_seen: new Date(seenAt).toISOString() };
    try {
      this.store.setModels(url, []);
      this.logger.info('Removed stale models', facts);
    } catch (error) {
      this.logger.error('Failed to remove stale models', { ...facts, error: String(error) });
    }
  }

  #arm(): void {
    this.#ticker.every(orUsual(this.options.current.cleanupInterval, USUAL_INTERVAL_MS));
  }
}

const orUsual = (value: number, usual: number): number => (value > 0 ? value : usual);
