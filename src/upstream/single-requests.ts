import { Client, type Dispatcher } from 'undici';
import type { Destination } from './destination.js';
import { tlsOptions } from './tls-options.js';

/**
 * Asks on a connection of its own each time: between two questions of this kind lie seconds or minutes, and a
 * stale socket fails for nothing. Straight to the endpoint, never through a proxy of the environment: questions
 * carry credentials. All limits of time are the caller's, by its signal.
 */
export class SingleRequests {
  readonly #clients = new Set<Client>();

  /** The answer, whatever its status. Whoever does not read its body to the end destroys it. */
  get(place: Destination, signal: AbortSignal): Promise<Dispatcher.ResponseData> {
    return this.#send('GET', place, signal);
  }

  /** The same, with something to say. The type of the body is the caller's to name. */
  post(place: Destination, body: string, signal: AbortSignal): Promise<Dispatcher.ResponseData> {
    return this.#send('POST', place, signal, body);
  }

  async #send(
    method: 'GET' | 'POST',
    { url, headers, tls }: Destination,
    signal: AbortSignal,
    body?: string,
  ): Promise<Dispatcher.ResponseData> {
    const client = new Client(url.origin, {
      pipelining: 0,
      headersTimeout: 0,
      bodyTimeout: 0,
      connect: tlsOptions(tls),
    });
    this.#clients.add(client);
    const asked = client.request({
      method,
      path: url.pathname + url.search,
      headers,
      signal,
      ...(body !== undefined && { body }),
    });
    const forget = (): void => void this.#clients.delete(client);
    client.close().then(forget, forget);
    const answer = await asked;
    answer.body.on('error', () => undefined); // hanging up on it is no news to anybody
    return answer;
  }

  /** Drops every connection. The next question opens its own. */
  async close(): Promise<void> {
    await Promise.all([...this.#clients].map((client) => client.destroy()));
  }
}
