import http, { type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server that answers every model list with what it was given, and everything else with 200. */
export class HostileList {
  listings = 0;
  url = '';
  readonly #server: http.Server;

  constructor(
    readonly name: string,
    answer: (response: ServerResponse) => void,
  ) {
    this.#server = http.createServer((request, response) => {
      response.on('error', () => undefined);
      if (request.url !== '/v1/models') return response.end('{}');
      this.listings++;
      answer(response);
      return undefined;
    });
  }

  async start(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    this.url = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
    return this;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

/** A text as the whole answer. */
export const whole =
  (body: string, type = 'application/json') =>
  (response: ServerResponse): void => {
    response.writeHead(200, { 'content-type': type, 'content-length': Buffer.byteLength(body) }).end(body);
  };

/** These ids in a list, whatever they are. */
export const listOf = (...ids: readonly unknown[]): string =>
  JSON.stringify({ object: 'list', data: ids.map((id) => ({ id, object: 'model' })) });

/** A list that never comes to its end: one entry every few milliseconds. */
export function endless(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.write('{"object":"list","data":[{"id":"first"}');
  let at = 0;
  const timer = setInterval(() => response.write(`,{"id":"drip-${at++}"}`), 20);
  response.once('close', () => clearInterval(timer));
}
