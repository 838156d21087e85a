import type { IncomingHttpHeaders } from 'node:http';
import type { Endpoint } from '../../../core/endpoint.js';
import { DiscoveryFailure } from '../discovery-failure.js';
import type { ListFetcher } from '../lists/index.js';
import { isJsonObject, type JsonObject } from '../parsers/index.js';
import { TimeLimitError, within } from '../../../core/within.js';

const PROBE_LIMIT_MS = 5_000;

/** What a server said to one question; no answer at all is one too. */
export class ProbeAnswer {
  #json: JsonObject | undefined | null = null;

  constructor(
    readonly headers: IncomingHttpHeaders,
    /** Empty unless the status is 200. */
    readonly body: Buffer,
    /** Why there is nothing to be read; undefined with status 200. */
    readonly failure: DiscoveryFailure | undefined,
  ) {}

  /** The body when it is a JSON object. */
  get json(): JsonObject | undefined {
    if (this.#json === null) this.#json = objectIn(this.body);
    return this.#json;
  }
}

/** The questions that one detection puts to one endpoint. Each is put once, however many want the answer. */
export class Probes {
  readonly #answers = new Map<string, Promise<ProbeAnswer>>();

  constructor(
    private readonly fetcher: Pick<ListFetcher, 'look'>,
    private readonly endpoint: Endpoint,
    private readonly signal: AbortSignal,
  ) {}

  /** Rejects only when the detection is broken off. */
  get(url: string): Promise<ProbeAnswer> {
    const known = this.#answers.get(url);
    if (known) return known;
    const answer = this.#ask(url);
    this.#answers.set(url, answer);
    return answer;
  }

  async #ask(url: string): Promise<ProbeAnswer> {
    try {
      const { status, headers, body } = await within(PROBE_LIMIT_MS, this.signal, (deadline) =>
        this.fetcher.look(url, this.endpoint, deadline),
      );
      return new ProbeAnswer(headers, body, status === 200 ? undefined : DiscoveryFailure.status(status));
    } catch (error) {
      if (this.signal.aborted) throw error;
      const failure = error instanceof TimeLimitError ? DiscoveryFailure.network(error) : error;
      if (!(failure instanceof DiscoveryFailure)) throw failure;
      return new ProbeAnswer({}, Buffer.alloc(0), failure);
    }
  }
}

function objectIn(body: Buffer): JsonObject | undefined {
  try {
    const json: unknown = JSON.parse(body.toString());
    return isJsonObject(json) ? json : undefined;
  } catch {
    return undefined;
  }
}
