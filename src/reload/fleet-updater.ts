import { endpointDefinitions, type EndpointConfig, type OllaConfig } from '../config/index.js';
import type { Endpoint } from '../core/endpoint.js';
import type { Live } from '../core/live.js';
import type { Logger } from '../core/logger.js';
import type { ProbeScheduler } from '../health/index.js';
import { publicUrl } from '../metrics/index.js';
import type { EndpointSource, FleetStore, ModelDiscovery, ProfileCatalogue } from '../registry/index.js';
import { asksAnew, type Defined, isSame } from './endpoint-changes.js';

/** What the updater works with. */
export interface FleetUpdaterParts {
  readonly store: FleetStore;
  readonly config: Live<OllaConfig>;
  readonly profiles: Live<ProfileCatalogue>;
  readonly source: () => EndpointSource;
  readonly probes: Pick<ProbeScheduler, 'probeNow'>;
  readonly discovery: Pick<ModelDiscovery, 'detectAll' | 'discover'>;
  readonly log: Logger;
}

/** Makes the fleet what the configured source of endpoints says it is. */
export class FleetUpdater {
  #running = false;
  /** As they were configured, in order. */
  #defined: readonly Defined[] = [];
  #unwatch: (() => void) | undefined;
  #watched: EndpointSource | undefined;

  constructor(private readonly parts: FleetUpdaterParts) {}

  /** The endpoints of the source as it is now; at once where the source has them at hand. */
  update(): void | Promise<void> {
    const source = this.parts.source();
    const found = source.endpoints();
    if (found instanceof Promise) return found.then((endpoints) => this.#replace(endpoints));
    this.#replace(found);
  }

  /** From now on newcomers are probed and listed as soon as they appear, and the source may tell of changes. */
  start(): void {
    this.#running = true;
    this.#follow();
  }

  stop(): void {
    this.#running = false;
    this.#unwatch?.();
    this.#watched = undefined;
  }

  #replace(configs: readonly EndpointConfig[]): void {
    const { store, config, profiles } = this.parts;
    const { modelFilter } = config.current;
    const before = this.#defined;
    const defined = endpointDefinitions(configs, profiles.current, modelFilter).map((endpoint, at) => ({
      endpoint,
      filter: JSON.stringify([modelFilter, configs[at]!.modelFilter]),
    }));
    if (this.#running) this.#follow();
    const same = before.length === defined.length && defined.every((next, at) => isSame(before[at]!, next));
    if (same) return;
    this.#defined = defined;
    store.replaceEndpoints(defined.map(({ endpoint }) => endpoint));
    if (!this.#running) return;
    const known = new Map(before.map((each) => [each.endpoint.url, each]));
    for (const next of defined) {
      const previous = known.get(next.endpoint.url);
      if (!previous || asksAnew(previous, next)) void this.#meet(next.endpoint, previous !== undefined);
    }
  }

  /** Somebody new is probed and listed; somebody known is listed again, as its list or kind may be another now. */
  async #meet({ url, name, priority }: Endpoint, known: boolean): Promise<void> {
    const { probes, discovery, log, store } = this.parts;
    try {
      await probes.probeNow(url);
      await discovery.detectAll();
      await discovery.discover(url, { redetect: known });
    } catch (error) {
      log.warn('Failed to discover models for endpoint', { endpoint: name, error: String(error) });
    }
    const status = store.fleet.byUrl.get(url)?.status;
    if (!known && status) log.info('Endpoint registered', { name, url: publicUrl(url), priority, status });
  }

  #follow(): void {
    const source = this.parts.source();
    if (source === this.#watched) return;
    this.#unwatch?.();
    this.#watched = source;
    this.#unwatch = source.onChange?.(() => void this.#refresh());
  }

  async #refresh(): Promise<void> {
    try {
      await this.update();
    } catch (error) {
      this.parts.log.error('Endpoints could not be read from their source, the fleet stays as it is', {
        error: String(error),
      });
    }
  }
}
