import type { Endpoint } from '../core/endpoint.js';
import { build } from '../core/version.js';
import { Destination } from '../upstream/index.js';
import { type Connection, KeptConnections } from './kept-connections.js';
import { watchForLoading } from './loading-body.js';
import type { Observation } from './observation.js';
import { isBrokenSocket } from './probe-failure.js';

const DRAIN_BYTES = 64 * 1024;
const OWN_HEADERS = [
  ['User-Agent', `olla-HealthChecker/${build.version}`],
  ['Accept', 'application/json, text/plain, */*'],
  ['Cache-Control', 'no-cache'],
] as const;

interface Answer {
  readonly status: number;
  readonly headersAt: number;
  readonly location: string | undefined;
  readonly retryAfter: string | undefined;
  readonly loading: boolean;
}

/** The GET of a health URL and of whatever that redirects to, on kept or new connections. */
export class HealthRequests {
  readonly #kept = new KeptConnections();

  /** Resolves with the final answer; rejects when there is none, or none that is of use. */
  async ask(endpoint: Endpoint, signal: AbortSignal): Promise<Observation> {
    const startedAt = performance.now();
    for (let place = Destination.of(endpoint.healthUrl, endpoint, OWN_HEADERS); ;) {
      const answer = await this.#get(place, endpoint.checkTimeoutMs, signal);
      const { status, retryAfter, headersAt, loading } = answer;
      const next = place.next(status, answer.location);
      if (!next) {
        const latencyMs = headersAt - startedAt;
        return { kind: 'answer', status, retryAfter, latencyMs, ...(loading && { loading }) };
      }
      place = next;
    }
  }

  close(): void {
    this.#kept.close();
  }

  async #get(place: Destination, limitMs: number, signal: AbortSignal): Promise<Answer> {
    const kept = this.#kept.take(place);
    if (kept) {
      try {
        return await this.#exchange(kept, place, signal);
      } catch (error) {
        // The peer may close an idle connection at any time: that says nothing about its health.
        if (signal.aborted || !isBrokenSocket(error)) throw error;
      }
    }
    return this.#exchange(this.#kept.open(place, limitMs), place, signal);
  }

  async #exchange(
    connection: Connection,
    { url, headers }: Destination,
    signal: AbortSignal,
  ): Promise<Answer> {
    try {
      const path = url.pathname + url.search;
      const answer = await connection.client.request({ method: 'GET', path, headers, signal });
      const headersAt = performance.now();
      const location = first(answer.headers['location']);
      const retryAfter = first(answer.headers['retry-after']);
      const saidLoading = watchForLoading(answer.statusCode, answer.body);
      // The verdict stands with the headers: a body that stalls or breaks off changes nothing.
      await answer.body.dump({ limit: DRAIN_BYTES, signal }).then(
        () => this.#kept.keep(connection),
        () => this.#kept.discard(connection),
      );
      return { status: answer.statusCode, headersAt, location, retryAfter, loading: saidLoading() };
    } catch (error) {
      this.#kept.discard(connection);
      throw error;
    }
  }
}

const first = (value: string | string[] | undefined): string | undefined =>
  Array.isArray(value) ? value[0] : value;
