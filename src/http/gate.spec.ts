import fastify, { type FastifyInstance } from 'fastify';
import { BodyTooLargeError } from '../core/client-errors.js';
import { NoEndpointsError } from '../core/availability-errors.js';
import { NotSupportedError, UnknownModelError } from '../core/surface-errors.js';
import type { OwnSurface, Question, Scope, Surface, WholeAnswer } from '../core/surface.js';
import { Gate, type GateParts } from './gate.js';

const scope: Scope = { provider: '', failClosed: false };
const NOT_FOUND: Surface = { kind: 'refuse', status: 404, text: '404 page not found' };
const listing = (format: string): Surface => ({ kind: 'listing', scope, format, filters: false });
const SURFACES: Readonly<Record<string, Surface>> = {
  '/olla/models': listing('unified'),
  '/olla/anthropic/v1/models': listing('anthropic'),
  '/olla/vllm/v1/models/m': { kind: 'model', scope, shape: 'openai', id: 'm' },
  '/olla/ollama/api/ps': { kind: 'gather', scope, what: 'ps' },
  '/olla/ollama/api/pull': { kind: 'refuse', status: 501, text: 'not here' },
  '/olla/ollama': { kind: 'redirect', location: '/olla/ollama/' },
  '/olla/ollama/api/chat': { kind: 'forward', prefix: '/olla/ollama', scope },
};
const page: WholeAnswer = {
  status: 200,
  headers: ['Content-Type', 'application/json', 'ETag', '"t"'],
  body: Buffer.from('{"data":[]}'),
};

let app: FastifyInstance;
let base: string;

/** A server whose every request passes a gate with these parts. */
async function serve(over: Partial<GateParts> = {}): Promise<void> {
  const gate = new Gate({
    surfaceOf: (path) => SURFACES[path] ?? NOT_FOUND,
    addressOf: (peer) => peer,
    normalise: (address) => address,
    answer: () => page,
    checkSize: () => undefined,
    bodyLimit: () => 10,
    bodyTooLarge: () => undefined,
    errorFormat: () => 'auto',
    ...over,
  });
  app = fastify();
  app.addHook('onRequest', gate.onRequest);
  app.addContentTypeParser('*', (_request, _payload, done) => done(null));
  app.setErrorHandler(
    (error, _request, reply) => void reply.code(500).send(`handled: ${(error as Error).message}`),
  );
  app.all('*', (request, reply) => void reply.send(request.surface?.kind ?? 'none'));
  base = await app.listen({ host: '127.0.0.1', port: 0 });
}

const ask = (path: string, init: RequestInit = {}): Promise<Response> =>
  fetch(base + path, { redirect: 'manual', ...init });

afterEach(async () => {
  await app.close();
});

describe('Gate, what Olla answers by itself', () => {
  it('hands on the surface, the query and the tag', async () => {
    const answer = jest.fn((_surface: OwnSurface, _question: Question) => page);
    await serve({ answer });
    const reply = await ask('/olla/models?format=openai', { headers: { 'If-None-Match': '"t"' } });
    expect(answer).toHaveBeenCalledWith(SURFACES['/olla/models'], {
      query: 'format=openai',
      ifNoneMatch: '"t"',
    });
    expect(reply.status).toBe(200);
    expect(reply.headers.get('content-type')).toBe('application/json');
    expect(reply.headers.get('content-length')).toBe('11');
    expect(reply.headers.get('x-olla-request-id')).toMatch(/^\w+-\w+-\w{8}$/);
    await expect(reply.text()).resolves.toBe('{"data":[]}');
  });

  it('answers HEAD without a body, and any other method with one', async () => {
    await serve();
    const head = await ask('/olla/models', { method: 'HEAD' });
    expect(head.headers.get('content-length')).toBe('11');
    await expect(head.text()).resolves.toBe('');
    await expect((await ask('/olla/models', { method: 'DELETE' })).text()).resolves.toBe('{"data":[]}');
    await expect((await ask('/olla/models', { method: 'POST', body: '{}' })).text()).resolves.toBe(
      '{"data":[]}',
    );
  });

  it('waits for what is gathered', async () => {
    await serve({ answer: () => Promise.resolve(page) });
    await expect((await ask('/olla/ollama/api/ps')).text()).resolves.toBe('{"data":[]}');
  });

  it('sends a 304 without a length', async () => {
    await serve({ answer: () => ({ status: 304, headers: ['ETag', '"t"'], body: Buffer.alloc(0) }) });
    const reply = await ask('/olla/models');
    expect([reply.status, reply.headers.get('etag'), reply.headers.get('content-length')]).toEqual([
      304,
      '"t"',
      null,
    ]);
  });

  it('measures a body of unknown length first', async () => {
    await serve();
    const post = (text: string): Promise<Response> =>
      ask('/olla/models', { method: 'POST', body: new Blob([text]).stream(), duplex: 'half' });
    expect((await post('0123456789')).status).toBe(200);
    const over = await post('0123456789+');
    expect([over.status, over.headers.get('x-olla-request-id')]).toEqual([413, null]);
  });

  it('refuses by size before anything is answered', async () => {
    const answer = jest.fn(() => page);
    await serve({ answer, checkSize: () => new BodyTooLargeError() });
    expect((await ask('/olla/models')).status).toBe(413);
    expect(answer).not.toHaveBeenCalled();
  });
});

describe('Gate, what cannot be answered', () => {
  const failing = (error: Error): GateParts['answer'] => {
    return () => {
      throw error;
    };
  };

  it('speaks OpenAI’s dialect of an unknown model', async () => {
    await serve({ answer: failing(new UnknownModelError("The model 'm' does not exist")) });
    const reply = await ask('/olla/vllm/v1/models/m', { headers: { 'X-Request-ID': 'rid' } });
    expect(reply.status).toBe(404);
    expect(reply.headers.get('x-olla-request-id')).toBe('rid');
    await expect(reply.json()).resolves.toEqual({
      error: {
        message: "The model 'm' does not exist",
        type: 'not_found_error',
        code: 'model_not_found',
        param: null,
        request_id: 'rid',
      },
    });
  });

  it('speaks Ollama’s where the path is Ollama’s, also of what takes its time', async () => {
    await serve({ answer: () => Promise.reject(new NoEndpointsError(404, 'No ollama endpoints available')) });
    const reply = await ask('/olla/ollama/api/ps');
    expect(reply.status).toBe(404);
    await expect(reply.json()).resolves.toEqual({ error: 'No ollama endpoints available' });
  });

  it('speaks Anthropic’s on its routes, whatever the format', async () => {
    await serve({
      answer: failing(new NotSupportedError(500, 'unified models not supported')),
      errorFormat: () => 'text',
    });
    const reply = await ask('/olla/anthropic/v1/models', { headers: { 'X-Request-ID': 'rid' } });
    expect([reply.status, reply.headers.get('request-id')]).toEqual([500, 'rid']);
    await expect(reply.json()).resolves.toEqual({
      type: 'error',
      error: { type: 'api_error', message: 'unified models not supported' },
      request_id: 'rid',
    });
  });

  it('gives the original’s text where that is asked for', async () => {
    await serve({ answer: failing(new UnknownModelError('Model not found')), errorFormat: () => 'text' });
    const reply = await ask('/olla/models');
    expect(reply.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    await expect(reply.text()).resolves.toBe('Model not found\n');
  });

  it('leaves what is nobody’s answer to the error handler', async () => {
    await serve({ answer: failing(new TypeError('a mistake')) });
    await expect((await ask('/olla/models')).text()).resolves.toBe('handled: a mistake');
  });
});

describe('Gate, everything else', () => {
  it('refuses what is not supported with a request id, and what is not there without', async () => {
    await serve({ errorFormat: () => 'text' });
    const pull = await ask('/olla/ollama/api/pull', { method: 'POST', body: '{}' });
    expect([pull.status, await pull.text()]).toEqual([501, 'not here\n']);
    expect(pull.headers.get('x-olla-request-id')).not.toBeNull();
    const nowhere = await ask('/olla/anthropic/v1/nowhere');
    expect([nowhere.status, await nowhere.text()]).toEqual([404, '404 page not found\n']);
    expect(nowhere.headers.get('x-olla-request-id')).toBeNull();
  });

  it('redirects with the query and lets the rest pass', async () => {
    await serve();
    const redirected = await ask('/olla/ollama?x=1');
    expect([redirected.status, redirected.headers.get('location')]).toEqual([307, '/olla/ollama/?x=1']);
    await expect((await ask('/olla/ollama/api/chat')).text()).resolves.toBe('forward');
    await expect((await ask('/version')).text()).resolves.toBe('none');
  });
});
