import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { freePort } from './ports.js';

/** A request that reached a backend, health checks and model lists aside. */
export interface Recorded {
  readonly method: string;
  readonly url: string;
  readonly headers: http.IncomingHttpHeaders;
  readonly rawHeaders: readonly string[];
  readonly body: Buffer;
  /** How many requests this connection had carried before. */
  readonly nth: number;
  /** Resolves to the time (`performance.now()`) at which the caller left without the whole answer. */
  readonly left: Promise<number>;
}

/** What a backend does with a request. */
export type Behaviour = (response: ServerResponse, request: Recorded) => void;

/** A backend of which a test decides what it does; it lists its models in every dialect. */
export class Backend {
  /** Requests for the models, in order of arrival. */
  readonly requests: Recorded[] = [];
  behaviour: Behaviour = answers();
  /** What health checks are answered. */
  health = 200;
  port = 0;
  readonly #sockets = new Map<Socket, number>();
  #server: http.Server | undefined;

  constructor(
    readonly name: string,
    readonly models: readonly string[],
  ) {}

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Listens, after a `stop` on the same port again. */
  async start(): Promise<this> {
    this.port ||= await freePort();
    const server = http.createServer({ keepAliveTimeout: 0 }, (request, response) =>
      this.#receive(request, response),
    );
    server.on('connection', (socket: Socket) => {
      this.#sockets.set(socket, 0);
      socket.once('close', () => this.#sockets.delete(socket));
    });
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(this.port, '127.0.0.1', 4096, resolve);
    });
    this.#server = server;
    return this;
  }

  /** Goes away as a killed process does: the port is closed and every connection reset. */
  async stop(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    if (!server) return;
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    for (const socket of this.#sockets.keys()) socket.resetAndDestroy();
    await closed;
  }

  #receive(request: IncomingMessage, response: ServerResponse): void {
    if (request.method === 'GET' && this.#isProbe(request.url ?? '/', response)) return;
    const nth = this.#sockets.get(request.socket) ?? 0;
    this.#sockets.set(request.socket, nth + 1);
    const pieces: Buffer[] = [];
    const left = new Promise<number>((resolve) => {
      response.once('close', () => {
        if (!response.writableFinished) resolve(performance.now());
      });
    });
    response.on('error', () => undefined);
    request.on('error', () => undefined);
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      const { method = 'GET', url = '/', headers, rawHeaders } = request;
      const recorded = { method, url, headers, rawHeaders, body: Buffer.concat(pieces), nth, left };
      this.requests.push(recorded);
      this.behaviour(response, recorded);
    });
  }

  #isProbe(url: string, response: ServerResponse): boolean {
    if (url === '/health' || url === '/') response.writeHead(this.health).end('ok');
    else if (url === '/v1/models') sendJson(response, { object: 'list', data: this.#list('id') });
    else if (url === '/api/tags') sendJson(response, { models: this.#list('name') });
    else return false;
    return true;
  }

  #list(key: string): object[] {
    return this.models.map((name) => ({ [key]: name, object: 'model', owned_by: this.name }));
  }
}

/** The answer that a chat expects; it says who gave it. */
export function answers(text?: string): Behaviour {
  return (response, { headers }) => {
    const content = text ?? `served at ${headers.host}`;
    const choices = [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }];
    sendJson(response, { id: 'chat-1', object: 'chat.completion', model: 'any', choices });
  };
}

export function sendJson(response: ServerResponse, value: object, status = 200, headers: object = {}): void {
  const body = JSON.stringify(value);
  const length = Buffer.byteLength(body);
  response
    .writeHead(status, { 'content-type': 'application/json', 'content-length': length, ...headers })
    .end(body);
}
