import { Agent, request } from 'undici';
import type { Endpoint } from '../../core/endpoint.js';
import { build } from '../../core/version.js';
import type { LoadAnswer } from './load-reader.js';

const LARGEST_BODY = 1024 * 1024;
const OWN_HEADERS = [
  ['User-Agent', `olla-LoadProbe/${build.version}`],
  ['Accept', 'application/json, text/plain, */*'],
] as const;

/**
 * Gets status paths of endpoints. It stays on the endpoint's own origin, since redirects are answers like
 * any other, and asks no proxy of the environment: the questions carry credentials.
 */
export class LoadClient {
  #agent: Agent | undefined;

  /** The answer, whatever its status; rejects when there is none, or none of a sensible length. */
  async get(endpoint: Endpoint, path: string, signal: AbortSignal): Promise<LoadAnswer> {
    // Connections are not kept: most backends would have closed them by the next poll.
    this.#agent ??= new Agent({ pipelining: 0, headersTimeout: 0, bodyTimeout: 0 });
    const options = { dispatcher: this.#agent, headers: headersFor(endpoint), signal };
    const { statusCode, body } = await request(under(endpoint, path), options);
    body.on('error', () => undefined); // hanging up on it is no news to anybody
    return { status: statusCode, body: await textOf(body) };
  }

  /** Drops every connection. The next question opens its own. */
  async close(): Promise<void> {
    const agent = this.#agent;
    this.#agent = undefined;
    await agent?.destroy();
  }
}

/** The path below the base URL of the endpoint, whose query stays. */
function under(endpoint: Endpoint, path: string): URL {
  const url = new URL(endpoint.url);
  url.pathname = url.pathname.replace(/\/+$/, '') + path;
  return url;
}

/** Ours, then what is configured for the endpoint; a configured name replaces ours. */
function headersFor({ outboundHeaders, outboundHeaderNames }: Endpoint): string[] {
  const own = OWN_HEADERS.filter(([name]) => !outboundHeaderNames.has(name.toLowerCase()));
  return [...own.flat(), ...outboundHeaders];
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
