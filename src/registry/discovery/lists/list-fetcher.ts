import type { IncomingHttpHeaders } from 'node:http';
import { Agent, request, type Dispatcher } from 'undici';
import type { Endpoint } from '../../../core/endpoint.js';
import { build } from '../../../core/version.js';
import { DiscoveryFailure } from '../discovery-failure.js';

const LARGEST_LIST = 10 * 1024 * 1024;
const MOST_REDIRECTS = 10;
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
const NO_BODY = Buffer.alloc(0);

/** An answer, whatever its status. */
export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** Read only with status 200. */
  readonly body: Buffer;
}

/**
 * Gets the bytes of a model list. Environment proxies are never asked, and what an endpoint is told in
 * confidence (headers, credential) goes to its own origin only.
 */
export class ListFetcher {
  #agent: Agent | undefined;

  /** The body of the answer, which has status 200 and is not too long; anything else is a failure. */
  async fetch(url: string, endpoint: Endpoint, signal: AbortSignal): Promise<Buffer> {
    const { status, body } = await this.look(url, endpoint, signal);
    if (status !== 200) throw DiscoveryFailure.status(status);
    return body;
  }

  /** The answer after redirects. Fails only when there is none, or one that is too long. */
  async look(url: string, endpoint: Endpoint, signal: AbortSignal): Promise<Answer> {
    const home = new URL(url).origin;
    for (let at = url, hops = 0; ; hops++) {
      const headers = headersFor(endpoint, new URL(at).origin === home);
      const answer = await this.#get(at, headers, signal);
      const { statusCode: status } = answer;
      if (status === 200) return { status, headers: answer.headers, body: await readAll(answer) };
      answer.body.destroy();
      const next = hops < MOST_REDIRECTS ? redirection(answer, at) : undefined;
      if (!next) return { status, headers: answer.headers, body: NO_BODY };
      at = next;
    }
  }

  /** Drops every connection. The next fetch opens its own. */
  async close(): Promise<void> {
    const agent = this.#agent;
    this.#agent = undefined;
    await agent?.destroy();
  }

  /** Connections are not kept: between two listings lie minutes, and a stale socket fails for nothing. */
  async #get(url: string, headers: string[], signal: AbortSignal): Promise<Dispatcher.ResponseData> {
    this.#agent ??= new Agent({ pipelining: 0, headersTimeout: 0, bodyTimeout: 0 });
    try {
      const answer = await request(url, { dispatcher: this.#agent, headers, signal });
      answer.body.on('error', () => undefined); // hanging up on it is no news to anybody
      return answer;
    } catch (error) {
      throw DiscoveryFailure.network(error);
    }
  }
}

function headersFor(endpoint: Endpoint, trusted: boolean): string[] {
  const own = trusted ? endpoint.outboundHeaders : [];
  const defaults = [
    ['User-Agent', `olla-Discovery/${build.version}`],
    ['Accept', 'application/json'],
  ];
  const missing = defaults.filter(
    ([name]) => !trusted || !endpoint.outboundHeaderNames.has(name!.toLowerCase()),
  );
  return [...missing.flat(), ...own];
}

function redirection(answer: Dispatcher.ResponseData, from: string): string | undefined {
  const location = answer.headers.location;
  if (!REDIRECTS.has(answer.statusCode) || typeof location !== 'string') return undefined;
  if (!URL.canParse(location, from)) return undefined;
  const target = new URL(location, from);
  return target.protocol === 'http:' || target.protocol === 'https:' ? target.href : undefined;
}

async function readAll(answer: Dispatcher.ResponseData): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of answer.body as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > LARGEST_LIST) break;
      chunks.push(chunk);
    }
  } catch (error) {
    throw DiscoveryFailure.network(error);
  }
  if (size > LARGEST_LIST) throw DiscoveryFailure.format(`longer than ${LARGEST_LIST} bytes`);
  return Buffer.concat(chunks, size);
}
