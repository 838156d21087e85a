import type { Endpoint } from '../../core/endpoint.js';
import { build } from '../../core/version.js';
import { Destination, SingleRequests } from '../../upstream/index.js';
import type { LoadAnswer } from './load-reader.js';

const LARGEST_BODY = 1024 * 1024;
const OWN_HEADERS = [
  ['User-Agent', `olla-LoadProbe/${build.version}`],
  ['Accept', 'application/json, text/plain, */*'],
] as const;
const JSON_BODY = ['Content-Type', 'application/json'] as const;

/** Gets status paths of endpoints, and posts orders to them. It stays on their own origins, since redirects are answers like any other. */
export class LoadClient {
  readonly #requests = new SingleRequests();

  /** The answer, whatever its status; rejects when there is none, or none of a sensible length. */
  async get(endpoint: Endpoint, path: string, signal: AbortSignal): Promise<LoadAnswer> {
    const place = Destination.of(under(endpoint, path), endpoint, OWN_HEADERS);
    const { statusCode, body } = await this.#requests.get(place, signal);
    return { status: statusCode, body: await textOf(body) };
  }

  /** The same for an order: JSON to a path. */
  async post(endpoint: Endpoint, path: string, order: object, signal: AbortSignal): Promise<LoadAnswer> {
    const place = Destination.of(under(endpoint, path), endpoint, [...OWN_HEADERS, JSON_BODY]);
    const { statusCode, body } = await this.#requests.post(place, JSON.stringify(order), signal);
    return { status: statusCode, body: await textOf(body) };
  }

  /** Drops every connection. The next question opens its own. */
  close(): Promise<void> {
    return this.#requests.close();
  }
}

/** The path below the base URL of the endpoint, whose query stays. */
function under(endpoint: Endpoint, path: string): string {
  const url = new URL(endpoint.url);
  url.pathname = url.pathname.replace(/\/+$/, '') + path;
  return url.href;
}

async function textOf(body: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > LARGEST_BODY) throw new Error(`longer than ${LARGEST_BODY} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size).toString('utf8');
}
