import { createSecureServer, type Http2SecureServer, type Http2ServerResponse } from 'node:http2';
import type { ServerResponse } from 'node:http';
import type { TLSSocket, TlsOptions } from 'node:tls';
import { pair, pem } from './certificates.js';
import { freePort } from './ports.js';

/** A request that reached a TLS backend. */
export interface TlsRequest {
  readonly path: string;
  readonly agent: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly httpVersion: string;
  /** Common name of the certificate that the caller showed; `` when it showed none that is trusted here. */
  readonly caller: string;
}

type Reply = Pick<ServerResponse & Http2ServerResponse, 'writeHead' | 'end' | 'write' | 'setHeader'>;

/** An OpenAI-like backend that speaks TLS, with HTTP/2 for those who ask. It lists one model: its own name. */
export class TlsBackend {
  readonly requests: TlsRequest[] = [];
  /** Says what happens to a chat. */
  behaviour = (reply: Reply): void => json(reply, { choices: [], served_by: this.name });
  #server: Http2SecureServer | undefined;
  readonly #sockets = new Set<TLSSocket>();
  port = 0;

  constructor(
    readonly name: string,
    private readonly options: TlsOptions = pair('server'),
  ) {}

  /** One that lets nobody in without a certificate of the test authority. */
  static mutual(name: string): TlsBackend {
    return new TlsBackend(name, {
      ...pair('server'),
      ca: pem('authority'),
      requestCert: true,
      rejectUnauthorized: true,
    });
  }

  get url(): string {
    return `https://127.0.0.1:${this.port}`;
  }

  /** How many connections it has. */
  get connections(): number {
    return this.#sockets.size;
  }

  /** Paths that were asked for by somebody whose `User-Agent` begins like this. */
  askedBy(agent: string): string[] {
    return this.requests.filter((request) => request.agent.startsWith(agent)).map(({ path }) => path);
  }

  get chats(): readonly TlsRequest[] {
    return this.requests.filter(({ path }) => path === '/v1/chat/completions');
  }

  async start(): Promise<this> {
    this.port ||= await freePort();
    const server = createSecureServer({ ...this.options, allowHTTP1: true }, (request, reply) => {
      const socket = request.socket as TLSSocket;
      const path = request.url;
      const caller = socket.authorized ? String(socket.getPeerCertificate().subject.CN) : '';
      const { headers, httpVersion } = request;
      this.requests.push({ path, agent: headers['user-agent'] ?? '', headers, httpVersion, caller });
      request.resume();
      request.on('end', () => this.#answer(path, reply as unknown as Reply));
    });
    server.on('secureConnection', (socket: TLSSocket) => {
      this.#sockets.add(socket);
      socket.once('close', () => this.#sockets.delete(socket));
      socket.on('error', () => undefined);
    });
    server.on('tlsClientError', () => undefined);
    await new Promise<void>((resolve) => server.listen(this.port, '127.0.0.1', resolve));
    this.#server = server;
    return this;
  }

  async stop(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    if (!server) return;
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  #answer(path: string, reply: Reply): void {
    if (path === '/v1/models') json(reply, { object: 'list', data: [{ id: this.name, object: 'model' }] });
    else if (path === '/health') reply.writeHead(200).end('ok');
    else this.behaviour(reply);
  }
}

function json(reply: Reply, value: object): void {
  reply.writeHead(200, { 'content-type': 'application/json' });
  reply.end(JSON.stringify(value));
}
