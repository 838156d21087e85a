import type { Endpoint } from '../../core/endpoint.js';
import type { Live } from '../../core/live.js';
import type { Logger } from '../../core/logger.js';
import type { FleetStore } from '../fleet-store.js';
import { AUTO } from '../profiles/index.js';
import type { Detection } from './detection/index.js';
import { DiscoveryFailure, isRecoverable } from './discovery-failure.js';
import type { DiscoveryOptions } from './discovery-options.js';
import type { ModelList } from './lists/index.js';
import type { ModelListClient } from './model-list-client.js';
import { retrying } from './retrying.js';

/** How one listing is to be done. */
export interface Asking {
  /** Ends the listing, without counting it as a failure. */
  readonly signal: AbortSignal;
  /** Each attempt goes through here, so that only so many are made at a time. */
  readonly gate: <T>(attempt: () => Promise<T>) => Promise<T>;
  /** Whether an `auto` endpoint is looked at as if nothing was known of it. */
  readonly redetect: boolean;
  /** Told of the endpoint as it is known after its type was found out. */
  readonly recognised: (endpoint: Endpoint) => void;
}

/** Whether the type of an endpoint is still to be found out. */
export const isUndetected = ({ profile, detected }: Endpoint): boolean => profile === AUTO && detected === '';

/**
 * Asks one endpoint for its models, again when that may help, and finds out first what an endpoint of type
 * `auto` is. What it finds out it writes to the fleet; the models are its answer.
 */
export class EndpointLister {
  constructor(
    private readonly store: FleetStore,
    private readonly client: Pick<ModelListClient, 'list' | 'detect'>,
    private readonly options: Live<DiscoveryOptions>,
    private readonly logger: Logger,
  ) {}

  /** Waiting for the next attempt takes no place in the gate, so that slow failures hold up nobody. */
  list({ url }: Endpoint, asking: Asking): Promise<ModelList> {
    const { retryAttempts, retryBackoff } = this.options.current;
    const policy = {
      attempts: retryAttempts,
      backoffMs: retryBackoff,
      worthwhile: (error: unknown) => isRecoverable(error) && this.#current(url) !== undefined,
    };
    return retrying(() => asking.gate(() => this.#attempt(url, asking)), policy, asking.signal);
  }

  async #attempt(url: string, asking: Asking): Promise<ModelList> {
    const { signal, redetect } = asking;
    const endpoint = this.#current(url);
    if (!endpoint) throw new Error('the endpoint has gone');
    if (isUndetected(endpoint) || (redetect && endpoint.profile === AUTO)) {
      return this.#detect(endpoint, asking);
    }
    try {
      return await this.client.list(endpoint, this.options.current.timeout, signal);
    } catch (error) {
      if (endpoint.profile !== AUTO || signal.aborted || !suggestsAnotherServer(error)) throw error;
      return this.#detect(endpoint, asking);
    }
  }

  async #detect(endpoint: Endpoint, { signal, recognised }: Asking): Promise<ModelList> {
    const found = await this.client.detect(endpoint, this.options.current.timeout, signal);
    const pinned = found.profile === '' ? undefined : this.#pin(endpoint, found);
    if (pinned) recognised(pinned);
    if (found.list instanceof DiscoveryFailure) throw found.list;
    return found.list;
  }

  #pin(seen: Endpoint, { profile: detected, healthUrl, modelUrl }: Detection): Endpoint | undefined {
    const { url, name } = seen;
    if (this.#current(url) !== seen) return undefined; // configured anew meanwhile, maybe with other paths
    if (detected !== seen.detected) {
      this.logger.info('Detected endpoint type', { endpoint: name, detected_type: detected });
    }
    const isNews = detected !== seen.detected || healthUrl !== seen.healthUrl || modelUrl !== seen.modelUrl;
    return isNews ? this.store.setDetected(url, { detected, healthUrl, modelUrl })?.endpoint : undefined;
  }

  #current(url: string): Endpoint | undefined {
    return this.store.fleet.byUrl.get(url)?.endpoint;
  }
}

/** Where the list was there is something else now, be it nothing. */
const suggestsAnotherServer = (error: unknown): boolean =>
  error instanceof DiscoveryFailure && (error.kind === 'format' || !isRecoverable(error));
