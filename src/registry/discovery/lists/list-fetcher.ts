import type { IncomingHttpHeaders } from 'node:http';
import type { Dispatcher } from 'undici';
import type { Endpoint } from '../../../core/endpoint.js';
import { build } from '../../../core/version.js';
import { Destination, RedirectError, SingleRequests } from '../../../upstream/index.js';
import { DiscoveryFailure } from '../discovery-failure.js';

const LARGEST_LIST = 10 * 1024 * 1024;
const NO_BODY = Buffer.alloc(0);
const OWN_HEADERS = [
  ['User-Agent', `olla-Discovery/${build.version}`],
  ['Accept', 'application/json'],
] as const;

/** An answer, whatever its status. */
export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** Read only with status 200. */
  readonly body: Buffer;
}

/** Gets the bytes of a model list, across redirects. */
export class ListFetcher {
  readonly #requests = new SingleRequests();

  /** The body of the answer, which has status 200 and is not too long; anything else is a failure. */
  async fetch(url: string, endpoint: Endpoint, signal: AbortSignal): Promise<Buffer> {
    const { status, body } = await this.look(url, endpoint, signal);
    if (status !== 200) throw DiscoveryFailure.status(status);
    return body;
  }

  /** The answer after redirects. Fails only when there is none, or one that is too long. */
  async look(url: string, endpoint: Endpoint, signal: AbortSignal): Promise<Answer> {
    for (let place = Destination.of(url, endpoint, OWN_HEADERS); ;) {
      const answer = await this.#get(place, signal);
      const { statusCode: status, headers } = answer;
      if (status === 200) return { status, headers, body: await readAll(answer) };
      answer.body.destroy();
      const next = redirection(place, answer);
      if (!next) return { status, headers, body: NO_BODY };
      place = next;
    }
  }

  /** Drops every connection. The next fetch opens its own. */
  close(): Promise<void> {
    return this.#requests.close();
  }

  async #get(place: Destination, signal: AbortSignal): Promise<Dispatcher.ResponseData> {
    try {
      return await this.#requests.get(place, signal);
    } catch (error) {
      throw DiscoveryFailure.network(error);
    }
  }
}

/** A redirect that may not be followed is an answer, and no list. */
function redirection(place: Destination, answer: Dispatcher.ResponseData): Destination | undefined {
  try {
    return place.next(answer.statusCode, answer.headers.location);
  } catch (error) {
    if (error instanceof RedirectError) return undefined;
    throw error;
  }
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
