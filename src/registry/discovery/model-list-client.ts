import type { Endpoint } from '../../core/endpoint.js';
import type { Model } from '../../core/model.js';
import type { ProfileCatalogue } from '../profiles/index.js';
import { DiscoveryFailure, isRecoverable } from './discovery-failure.js';
import { ListFetcher } from './list-fetcher.js';
import { listSources, type ListSource } from './list-source.js';
import type { ModelListParser } from './model-list-parser.js';
import type { ParserLookup } from './model-list-parsers.js';
import { TimeLimitError, within } from './within.js';

/** Asks an endpoint once for its models, wherever and in whatever shape it lists them. */
export class ModelListClient {
  readonly #fetcher = new ListFetcher();

  constructor(
    private readonly parsers: ParserLookup,
    private readonly profiles: Pick<ProfileCatalogue, 'byName'>,
  ) {}

  /** The list, or a {@link DiscoveryFailure} by `timeoutMs` at the latest. */
  async list(endpoint: Endpoint, timeoutMs: number, signal: AbortSignal): Promise<readonly Model[]> {
    const sources = listSources(endpoint, this.profiles.byName(endpoint.profile));
    try {
      return await within(timeoutMs, signal, (deadline) => this.#firstOf(sources, endpoint, deadline));
    } catch (error) {
      throw error instanceof TimeLimitError ? DiscoveryFailure.network(error) : error;
    }
  }

  close(): Promise<void> {
    return this.#fetcher.close();
  }

  async #firstOf(sources: readonly ListSource[], endpoint: Endpoint, signal: AbortSignal): Promise<Model[]> {
    let failure: DiscoveryFailure | undefined;
    for (const source of sources) {
      if (source.fallback && failure?.kind !== 'format') break;
      try {
        return this.#read(await this.#fetcher.fetch(source.url, endpoint, signal), source);
      } catch (error) {
        if (signal.aborted || !(error instanceof DiscoveryFailure)) throw error;
        failure = moreTelling(failure, error);
      }
    }
    throw failure ?? DiscoveryFailure.format('nowhere to look for a list');
  }

  /**
   * Without a list field an answer is no list, whatever its status: LM Studio says 200 and
   * `{"error": …}` to unknown paths, and an endpoint must not lose its models to that.
   */
  #read(body: Buffer, { formats }: ListSource): Model[] {
    const json = parseJson(body);
    const format = formats.find((name) => this.#parser(name).recognises(json));
    if (!format) throw DiscoveryFailure.format('no model list');
    return this.#parser(format).parse(json);
  }

  #parser(format: string): ModelListParser {
    const parser = this.parsers.get(format);
    if (!parser) throw new Error(`no parser for model lists in format '${format}'`);
    return parser;
  }
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch (cause) {
    throw DiscoveryFailure.format('no JSON', cause);
  }
}

/** Of two failures the one that tells more: what may pass, then a refusal, then a missing path. */
function moreTelling(before: DiscoveryFailure | undefined, now: DiscoveryFailure): DiscoveryFailure {
  return before && weight(before) >= weight(now) ? before : now;
}

function weight(failure: DiscoveryFailure): number {
  if (isRecoverable(failure)) return 2;
  return failure.status === 401 || failure.status === 403 ? 1 : 0;
}
