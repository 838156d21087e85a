import type { Endpoint } from '../core/endpoint.js';
import { build } from '../core/version.js';
import { type Connection, KeptConnections } from './kept-connections.js';
import { watchForLoading } from './loading-body.js';
import type { Observation } from './observation.js';
import { isBrokenSocket, UnusableAnswerError } from './probe-failure.js';

const MOST_REDIRECTS = 10;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
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
    let url = new URL(endpoint.healthUrl);
    let headers = headersFor(endpoint);
    for (let redirects = 0; ; redirects++) {
      const answer = await this.#get(url, headers, endpoint.checkTimeoutMs, signal);
      const { status, retryAfter, headersAt, loading } = answer;
      const target = REDIRECTS.has(status) ? answer.location : undefined;
      if (target === undefined) {
        const latencyMs = headersAt - startedAt;
        return { kind: 'answer', status, retryAfter, latencyMs, ...(loading && { loading }) };
      }
      if (redirects === MOST_REDIRECTS) {
        throw new UnusableAnswerError(`stopped after ${MOST_REDIRECTS} redirects`);
      }
      const next = redirectTarget(target, url);
      // Credentials are meant for the configured place, and stay dropped should a later hop lead back.
      if (next.origin !== url.origin) headers = OWN_HEADERS.flat();
      url = next;
    }
  }

  close(): void {
    this.#kept.close();
  }

  async #get(url: URL, headers: string[], limitMs: number, signal: AbortSignal): Promise<Answer> {
    const kept = this.#kept.take(url.origin);
    if (kept) {
      try {
        return await this.#exchange(kept, url, headers, signal);
      } catch (error) {
        // The peer may close an idle connection at any time: that says nothing about its health.
        if (signal.aborted || !isBrokenSocket(error)) throw error;
      }
    }
    return this.#exchange(this.#kept.open(url.origin, limitMs), url, headers, signal);
  }

  async #exchange(connection: Connection, url: URL, headers: string[], signal: AbortSignal): Promise<Answer> {
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

/** Ours, then what is configured for the endpoint, its credential last; a configured name replaces ours. */
function headersFor({ outboundHeaders, outboundHeaderNames }: Endpoint): string[] {
  const own = OWN_HEADERS.filter(([name]) => !outboundHeaderNames.has(name.toLowerCase()));
  return [...own.flat(), ...outboundHeaders];
}

function redirectTarget(location: string, from: URL): URL {
  const target = new URL(location, from);
  if (target.protocol === 'http:' || target.protocol === 'https:') return target;
  throw new UnusableAnswerError(`redirected to unsupported protocol scheme ${target.protocol}`);
}

const first = (value: string | string[] | undefined): string | undefined =>
  Array.isArray(value) ? value[0] : value;
