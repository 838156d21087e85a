import { type Endpoint, profileOf } from '../../core/endpoint.js';
import type { ProfileCatalogue } from '../profiles/index.js';
import { BackendDetector, type Detection } from './detection/index.js';
import { DiscoveryFailure } from './discovery-failure.js';
import {
  ListFetcher,
  ListMemory,
  ListReader,
  listSources,
  type ListSource,
  type ModelList,
} from './lists/index.js';
import type { ParserLookup } from './parsers/index.js';
import { TimeLimitError, within } from '../../core/within.js';

/** Asks an endpoint once: for its models, or for what it is. */
export class ModelListClient {
  readonly #fetcher = new ListFetcher();
  readonly #memory = new ListMemory();
  readonly #reader: ListReader;
  readonly #detector: BackendDetector;

  constructor(
    parsers: ParserLookup,
    private readonly profiles: Pick<ProfileCatalogue, 'byName'>,
  ) {
    this.#reader = new ListReader(parsers);
    this.#detector = new BackendDetector(this.#fetcher, this.#reader, profiles);
  }

  /** The list, or a {@link DiscoveryFailure} by `timeoutMs` at the latest. */
  async list(endpoint: Endpoint, timeoutMs: number, signal: AbortSignal): Promise<ModelList> {
    const sources = listSources(endpoint, this.profiles.byName(profileOf(endpoint)));
    return inTime(timeoutMs, signal, (deadline) => this.#firstOf(sources, endpoint, deadline));
  }

  /** What kind of server it is, with its list; a {@link DiscoveryFailure} when it gives neither away. */
  async detect(endpoint: Endpoint, timeoutMs: number, signal: AbortSignal): Promise<Detection> {
    return inTime(timeoutMs, signal, (deadline) => this.#detector.detect(endpoint, deadline));
  }

  close(): Promise<void> {
    return this.#fetcher.close();
  }

  /** Of several failures that of the first place is told: the operator knows that one. */
  async #firstOf(
    sources: readonly ListSource[],
    endpoint: Endpoint,
    signal: AbortSignal,
  ): Promise<ModelList> {
    let first: DiscoveryFailure | undefined;
    let latest: DiscoveryFailure | undefined;
    for (const { url, formats, after } of sources) {
      if (latest && !after(latest)) break;
      try {
        const body = await this.#fetcher.fetch(url, endpoint, signal);
        return this.#memory.listOf(endpoint, url, body, () => this.#reader.read(body, formats));
      } catch (error) {
        if (signal.aborted || !(error instanceof DiscoveryFailure)) throw error;
        latest = error;
        first ??= error;
      }
    }
    throw first ?? DiscoveryFailure.format('nowhere to look for a list');
  }
}

async function inTime<T>(
  timeoutMs: number,
  signal: AbortSignal,
  work: (deadline: AbortSignal) => Promise<T>,
): Promise<T> {
  try {
    return await within(timeoutMs, signal, work);
  } catch (error) {
    throw error instanceof TimeLimitError ? DiscoveryFailure.network(error) : error;
  }
}
