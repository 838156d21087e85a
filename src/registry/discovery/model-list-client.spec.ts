import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Endpoint } from '../../core/endpoint.js';
import { build } from '../../core/version.js';
import { summaryOf } from './discovery-failure.js';
import { ModelListClient } from './model-list-client.js';
import { endpointAt, PARSERS, PROFILES } from './testing.js';

const OPENAI_LIST = JSON.stringify({ object: 'list', data: [{ id: 'gpt' }] });
const OLLAMA_LIST = JSON.stringify({ models: [{ name: 'llama', size: 7 }] });

const servers: Server[] = [];
const client = new ModelListClient(PARSERS, PROFILES);

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A server that knows these paths; it writes down what it is asked. */
async function backend(paths: Record<string, string>): Promise<{ url: string; asked: IncomingMessage[] }> {
  const asked: IncomingMessage[] = [];
  const url = await serve((request, response) => {
    asked.push(request);
    const body = paths[request.url ?? ''];
    response.writeHead(body === undefined ? 404 : 200).end(body);
  });
  return { url, asked };
}

const endpoint = (url: string, wishes: Parameters<typeof endpointAt>[1] = {}): Endpoint =>
  endpointAt(url, { type: 'openai-compatible', ...wishes });

const names = async (of: Endpoint, timeoutMs = 2_000): Promise<string[]> =>
  (await client.list(of, timeoutMs, new AbortController().signal)).models.map((model) => model.name);

const summary = (of: Endpoint, timeoutMs?: number): Promise<string> =>
  names(of, timeoutMs).then(() => 'no failure', summaryOf);

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});
afterAll(() => client.close());

describe('ModelListClient', () => {
  it('asks as Olla, with the headers of the endpoint', async () => {
    const { url, asked } = await backend({ '/v1/models': OPENAI_LIST });
    const headers = ['X-Team', 'blue', 'Authorization', 'Bearer secret'];
    expect(await names(endpoint(url, { headers }))).toEqual(['gpt']);
    expect(asked[0]!.method).toBe('GET');
    expect(asked[0]!.headers).toMatchObject({
      'user-agent': `olla-Discovery/${build.version}`,
      accept: 'application/json',
      'x-team': 'blue',
      authorization: 'Bearer secret',
    });
  });

  it('lets the endpoint have its own User-Agent', async () => {
    const { url, asked } = await backend({ '/v1/models': OPENAI_LIST });
    await names(endpoint(url, { headers: ['user-agent', 'mine'] }));
    expect(asked[0]!.headers['user-agent']).toBe('mine');
  });

  it.each([
    ['ollama', '/api/tags', OLLAMA_LIST],
    ['lm-studio', '/api/v0/models', OPENAI_LIST],
    ['vllm', '/v1/models', OPENAI_LIST],
    ['llamacpp', '/v1/models', OPENAI_LIST],
  ])('reads the list of %s at its own path and at an explicit one', async (type, path, list) => {
    const { url, asked } = await backend({ [path]: list, '/here': list });
    expect(await names(endpoint(url, { type }))).toHaveLength(1);
    expect(await names(endpoint(url, { type, modelUrl: `${url}/here` }))).toHaveLength(1);
    expect(asked.map((request) => request.url)).toEqual([path, '/here']);
  });

  it('takes an empty list for what it is', async () => {
    const { url } = await backend({ '/api/tags': '{"models":[]}', '/v1/models': '{"data":null}' });
    expect(await names(endpoint(url, { type: 'ollama' }))).toEqual([]);
    expect(await names(endpoint(url))).toEqual([]);
  });

  it.each([
    ['an HTML page', '<!doctype html><title>hello</title>'],
    ['broken JSON', '{"data":[{"id":"gp'],
    ['an error with status 200', '{"error":"Unexpected endpoint or method"}'],
    ['a list that is none', '{"data":"soon"}'],
  ])('does not mistake %s for a list', async (_, body) => {
    const { url } = await backend({ '/v1/models': body });
    expect(await summary(endpoint(url))).toBe('invalid response format');
  });

  it('falls back to the usual path when an explicit one shows a page', async () => {
    const { url } = await backend({ '/models': '<html></html>', '/v1/models': OPENAI_LIST });
    expect(await names(endpoint(url, { modelUrl: `${url}/models` }))).toEqual(['gpt']);
    expect(await summary(endpoint(url, { modelUrl: `${url}/missing` }))).toMatch(/HTTP 404/);
  });

  it('looks where some versions of a server keep their list when it is not in the usual place', async () => {
    const openai = await backend({ '/models': OPENAI_LIST });
    expect(await names(endpoint(openai.url))).toEqual(['gpt']);
    const studio = await backend({
      '/api/v0/models': '{"error":"Unexpected endpoint or method. (GET /api/v0/models)"}',
      '/api/v1/models': '{"models":[{"key":"qwen/qwen3-8b"}]}',
    });
    expect(await names(endpoint(studio.url, { type: 'lm-studio' }))).toEqual(['qwen/qwen3-8b']);
    const other = await backend({ '/models': OPENAI_LIST });
    expect(await summary(endpoint(other.url, { type: 'vllm' }))).toMatch(/HTTP 404/);
    expect(other.asked).toHaveLength(1);
  });

  it('tells of the usual place when there is no list anywhere', async () => {
    const { url } = await backend({ '/models': '<html></html>' });
    expect(await summary(endpoint(url))).toMatch(/HTTP 404/);
  });

  it('keeps the query of an explicit URL', async () => {
    const { url, asked } = await backend({ '/v1/models?all=1': OPENAI_LIST });
    expect(await names(endpoint(url, { modelUrl: `${url}/v1/models?all=1` }))).toEqual(['gpt']);
    expect(asked).toHaveLength(1);
  });

  it('gives the same list again for the same bytes', async () => {
    const { url } = await backend({ '/v1/models': OPENAI_LIST });
    const of = endpoint(url);
    const list = () => client.list(of, 2_000, new AbortController().signal);
    expect(await list()).toBe(await list());
  });

  it.each([
    [404, 'endpoint configuration issue (HTTP 404)'],
    [500, 'endpoint server error (HTTP 500)'],
    [204, 'HTTP error (204)'],
  ])('fails on status %i', async (status, message) => {
    const url = await serve((_, response) => void response.writeHead(status).end());
    expect(await summary(endpoint(url))).toBe(message);
  });

  it('refuses a list of more than 10 MiB', async () => {
    const url = await serve((_, response) => {
      response.write('{"data":[');
      response.end(Buffer.alloc(10 * 1024 * 1024, ' '));
    });
    expect(await summary(endpoint(url))).toBe('invalid response format');
  });

  it('says when nobody is there', async () => {
    const url = await serve(() => undefined);
    servers.pop()!.close();
    expect(await summary(endpoint(url))).toBe('endpoint unreachable');
  });

  it.each([
    ['before the answer', (): void => undefined],
    [
      'in the middle of the list',
      (response: { write(text: string): unknown }): unknown => response.write('{'),
    ],
  ])('gives up in time when the backend falls silent %s', async (_, begin) => {
    const url = await serve((_request, response) => void begin(response));
    const start = performance.now();
    expect(await summary(endpoint(url), 40)).toBe('connection timeout');
    expect(performance.now() - start).toBeLessThan(500);
  });

  it('ends with the signal of the caller, and gives its reason', async () => {
    const url = await serve(() => undefined);
    const reason = new Error('closing');
    const stop = new AbortController();
    const listing = client.list(endpoint(url), 2_000, stop.signal);
    setTimeout(() => stop.abort(reason), 10);
    await expect(listing).rejects.toBe(reason);
  });

  it('follows redirects, but tells its secrets to no other origin', async () => {
    const other = await backend({ '/list': OPENAI_LIST });
    const asked: IncomingMessage[] = [];
    const url = await serve((request, response) => {
      asked.push(request);
      const target = request.url === '/v1/models' ? '/v1/models/' : `${other.url}/list`;
      response.writeHead(307, { location: target }).end();
    });
    expect(await names(endpoint(url, { headers: ['Authorization', 'Bearer secret'] }))).toEqual(['gpt']);
    expect(asked.map((request) => request.headers.authorization)).toEqual(['Bearer secret', 'Bearer secret']);
    expect(other.asked[0]!.headers.authorization).toBeUndefined();
  });

  it('does not run in circles', async () => {
    const url = await serve((_, response) => void response.writeHead(302, { location: '/again' }).end());
    expect(await summary(endpoint(url))).toBe('HTTP error (302)');
  });
});
