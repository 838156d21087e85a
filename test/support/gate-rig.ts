import fastify, { type FastifyInstance } from 'fastify';
import type { Scope, Surface, WholeAnswer } from '../../src/core/surface.js';
import { addBodyParsers, Gate, type GateParts } from '../../src/http/index.js';

const scope: Scope = { provider: '', failClosed: false };
const NOT_FOUND: Surface = { kind: 'refuse', status: 404, text: '404 page not found' };
const listing = (format: string): Surface => ({ kind: 'listing', scope, format, filters: false });

/** What the paths of the rig ask for. */
export const SURFACES: Readonly<Record<string, Surface>> = {
  '/olla/models': listing('unified'),
  '/olla/anthropic/v1/models': listing('anthropic'),
  '/olla/vllm/v1/models/m': { kind: 'model', scope, shape: 'openai', id: 'm' },
  '/olla/ollama/api/ps': { kind: 'gather', scope, what: 'ps' },
  '/olla/ollama/api/pull': { kind: 'refuse', status: 501, text: 'not here' },
  '/olla/ollama': { kind: 'redirect', location: '/olla/ollama/' },
  '/olla/ollama/api/chat': { kind: 'forward', prefix: '/olla/ollama', scope },
};

/** What the rig answers to every question about models. */
export const PAGE: WholeAnswer = {
  status: 200,
  headers: ['Content-Type', 'application/json', 'ETag', '"t"'],
  body: Buffer.from('{"data":[]}'),
};

/** A server whose every request passes a gate; its routes say what they were handed. */
export class GateRig {
  readonly #app: FastifyInstance;
  #base = '';

  constructor(over: Partial<GateParts> = {}) {
    const gate = new Gate({
      cors: () => undefined,
      access: () => undefined,
      closedTo: () => undefined,
      surfaceOf: (path) => SURFACES[path] ?? NOT_FOUND,
      addressOf: (peer) => peer,
      normalise: (address) => address,
      answer: () => PAGE,
      checkSize: () => undefined,
      bodyLimit: () => 10,
      bodyTooLarge: () => undefined,
      follow: () => undefined,
      errorFormat: () => 'auto',
      ...over,
    });
    const app = fastify({ routerOptions: { caseSensitive: true } });
    this.#app = app;
    addBodyParsers(app);
    app.addHook('onRequest', gate.onRequest);
    app.setErrorHandler(
      (error, _request, reply) => void reply.code(500).send(`handled: ${(error as Error).message}`),
    );
    app.setNotFoundHandler((request, reply) => {
      reply.hijack();
      reply.raw.writeHead(404, [...request.ollaHeaders]).end('404 page not found\n');
    });
    app.all('/olla/*', (request, reply) => void reply.send(request.surface?.kind));
    app.all('/version', (request, reply) => void reply.send(`version ${typeof request.body}`));
    app.all('/internal/status', (_request, reply) => void reply.send('status'));
    app.all('/internal/admin/things', (request, reply) => void reply.send({ body: request.body ?? null }));
    app.all('/acme/bills', (request, reply) => {
      const { 'content-type': type } = request.headers;
      void reply.send({ body: request.body ?? null, type });
    });
  }

  async start(): Promise<this> {
    this.#base = await this.#app.listen({ host: '127.0.0.1', port: 0 });
    return this;
  }

  async stop(): Promise<void> {
    await this.#app.close();
  }

  get port(): number {
    return Number(new URL(this.#base).port);
  }

  ask(path: string, init: RequestInit = {}): Promise<Response> {
    return fetch(this.#base + path, { redirect: 'manual', ...init });
  }
}
