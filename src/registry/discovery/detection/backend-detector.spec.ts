import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Endpoint } from '../../../core/endpoint.js';
import { DiscoveryFailure, summaryOf } from '../discovery-failure.js';
import { ModelListClient } from '../model-list-client.js';
import { endpointAt, fixture, PARSERS, PROFILES } from '../testing.js';
import type { Detection } from './index.js';

interface Reply {
  readonly status: number;
  readonly body?: string;
  readonly body_file?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

interface Case {
  readonly name: string;
  readonly probes: Readonly<Record<string, Reply>>;
  readonly type: string | null;
  readonly models: number | null;
  readonly error: boolean;
}

const { default_response: NOT_FOUND, cases } = JSON.parse(fixture('autodetect.cases.json').toString()) as {
  readonly default_response: Reply;
  readonly cases: readonly Case[];
};

const servers: Server[] = [];
const client = new ModelListClient(PARSERS, PROFILES);

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A server with these answers; it writes down what it is asked. */
async function backend(probes: Case['probes']): Promise<{ url: string; asked: IncomingMessage[] }> {
  const asked: IncomingMessage[] = [];
  const url = await serve((request, response) => {
    asked.push(request);
    const { status, body, body_file: file, headers } = probes[request.url ?? ''] ?? NOT_FOUND;
    response.writeHead(status, headers).end(file ? fixture(file) : body);
  });
  return { url, asked };
}

const detect = (endpoint: Endpoint, timeoutMs = 5_000): Promise<Detection> =>
  client.detect(endpoint, timeoutMs, new AbortController().signal);

const failure = (endpoint: Endpoint, timeoutMs?: number): Promise<string> =>
  detect(endpoint, timeoutMs).then(() => 'no failure', summaryOf);

const names = ({ list }: Detection): string[] => {
  if (list instanceof DiscoveryFailure) throw list;
  return list.models.map(({ name }) => name);
};

const json = (value: unknown): Reply => ({ status: 200, body: JSON.stringify(value) });
const owned = (owner: string): Reply => json({ data: [{ id: 'm', owned_by: owner }] });

const casesWhere = (isMeant: (one: Case) => boolean): [string, Case][] =>
  cases.filter(isMeant).map((one) => [one.name, one]);

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});
afterAll(() => client.close());

describe('BackendDetector', () => {
  it.each(casesWhere(({ type, error }) => type !== null && !error))('knows: %s', async (_, one) => {
    const { url, asked } = await backend(one.probes);
    const found = await detect(endpointAt(url));
    expect(found.profile).toBe(one.type);
    expect(names(found)).toHaveLength(one.models!);
    expect(new Set(asked.map((request) => request.url)).size).toBe(asked.length);
  });

  it.each(casesWhere(({ type, error }) => type !== null && error))(
    'knows without a list: %s',
    async (_, one) => {
      const { url } = await backend(one.probes);
      const { profile, list } = await detect(endpointAt(url));
      expect(profile).toBe(one.type);
      expect(list).toBeInstanceOf(DiscoveryFailure);
    },
  );

  it.each(casesWhere(({ type }) => type === null))('does not know: %s', async (_, one) => {
    const { url, asked } = await backend(one.probes);
    await expect(detect(endpointAt(url))).rejects.toBeInstanceOf(DiscoveryFailure);
    expect(new Set(asked.map((request) => request.url)).size).toBe(asked.length);
  });

  it('asks an Ollama for nothing but its page and its list', async () => {
    const { url, asked } = await backend(cases[0]!.probes);
    expect(await detect(endpointAt(url))).toMatchObject({
      healthUrl: `${url}/`,
      modelUrl: `${url}/api/tags`,
    });
    expect(asked.map((request) => request.url)).toEqual(['/', '/api/tags']);
  });

  it('remembers the list that gave the server away when the usual one is not there', async () => {
    const { url } = await backend({
      '/v1/models': { status: 200, body_file: 'lm-studio.models-openai.json' },
    });
    expect(await detect(endpointAt(url))).toMatchObject({
      profile: 'lm-studio',
      modelUrl: `${url}/v1/models`,
    });
    const newer = await backend({ '/api/v1/models': { status: 200, body_file: 'lm-studio.models-v1.json' } });
    const found = await detect(endpointAt(newer.url));
    expect(found).toMatchObject({ profile: 'lm-studio', modelUrl: `${newer.url}/api/v1/models` });
    expect(names(found)).toHaveLength(2);
  });

  it.each([
    ['llamacpp', owned('llamacpp')],
    ['llamacpp', json({ data: [{ id: 'm', meta: { n_ctx_train: 8 } }] })],
    ['sglang', owned('sglang')],
    ['lmdeploy', owned('lmdeploy')],
    ['omlx', owned('omlx')],
    ['vllm-mlx', owned('vllm-mlx')],
    ['lm-studio', owned('organization_owner')],
    ['lemonade', owned('lemonade')],
    ['lemonade', json({ data: [{ id: 'm', recipe: 'flm' }] })],
    ['docker-model-runner', owned('docker')],
    ['vllm', owned('vllm')],
    ['openai-compatible', owned('somebody')],
    ['openai-compatible', json({ data: [] })],
    ['openai-compatible', json({ data: null })],
  ])('recognises %s by its list', async (profile, list) => {
    const { url } = await backend({ '/v1/models': list });
    const found = await detect(endpointAt(url));
    expect(found.profile).toBe(profile);
    expect(found.modelUrl).toBe(`${url}/v1/models`);
  });

  it.each([
    ['litellm', { '/v1/models': { ...owned('openai'), headers: { 'x-litellm-version': '1' } } }],
    ['litellm', { '/': { status: 200, body: '<title>LiteLLM API</title>' }, '/v1/models': owned('openai') }],
    ['llamacpp', { '/v1/models': { ...owned('me'), headers: { Server: 'llama.cpp/1.2' } } }],
    ['openai-compatible', { '/v1/models': { ...owned('me'), headers: { Server: 'not-llama.cpp' } } }],
    ['lemonade', { '/api/v1/models': json({ data: [{ id: 'm', checkpoint: 'a/b' }] }) }],
  ])('recognises %s by what else it says', async (profile, probes: Case['probes']) => {
    const { url } = await backend(probes);
    expect((await detect(endpointAt(url))).profile).toBe(profile);
  });

  it('looks below the path of the base URL', async () => {
    const { url } = await backend({ '/team/api/tags': json({ models: [{ name: 'llama' }] }) });
    expect(await detect(endpointAt(`${url}/team`))).toMatchObject({
      profile: 'ollama',
      healthUrl: `${url}/team`,
      modelUrl: `${url}/team/api/tags`,
    });
  });

  it('sends the headers of the endpoint with every question', async () => {
    const { url, asked } = await backend({});
    await failure(endpointAt(url, { headers: ['Authorization', 'Bearer secret'] }));
    expect(asked.length).toBeGreaterThan(3);
    for (const { headers } of asked) expect(headers.authorization).toBe('Bearer secret');
  });

  it('reads an explicit list in whatever format, and still says what the server is', async () => {
    const probes = {
      '/mine': json({ models: [{ name: 'x' }] }),
      '/': { status: 200, body: 'Ollama is running' },
    };
    const { url, asked } = await backend(probes);
    const found = await detect(endpointAt(url, { modelUrl: `${url}/mine` }));
    expect(found).toMatchObject({ profile: 'ollama', modelUrl: `${url}/mine` });
    expect(names(found)).toEqual(['x']);
    expect(asked.map((request) => request.url)).toEqual(['/', '/mine']);
  });

  it('recognises the server by its explicit list', async () => {
    const { url } = await backend({ '/mine': owned('sglang') });
    expect(await detect(endpointAt(url, { modelUrl: `${url}/mine` }))).toMatchObject({
      profile: 'sglang',
      modelUrl: `${url}/mine`,
    });
  });

  it('is content with an explicit list of a server that nobody knows', async () => {
    const { url } = await backend({ '/mine': json({ models: [{ name: 'x' }] }) });
    const found = await detect(endpointAt(url, { modelUrl: `${url}/mine` }));
    expect(found.profile).toBe('');
    expect(names(found)).toEqual(['x']);
  });

  it('keeps an explicit health URL', async () => {
    const { url } = await backend({ '/v1/models': owned('vllm') });
    const endpoint = { ...endpointAt(url), healthUrl: `${url}/well`, healthUrlExplicit: true };
    expect((await detect(endpoint)).healthUrl).toBe(`${url}/well`);
  });

  it.each([
    [{}, /HTTP 404/],
    [{ '/v1/models': { status: 401 } }, /HTTP 401/],
    [{ '/v1/models': { status: 503 }, '/api/tags': { status: 401 } }, /HTTP 503/],
    [{ '/api/tags': { status: 200, body: '{"models": [' } }, /invalid response format/],
    [{ '/v1/models': { status: 200, body: '<html></html>' } }, /invalid response format/],
  ])('tells the most telling failure of %j', async (probes: Case['probes'], message) => {
    const { url } = await backend(probes);
    expect(await failure(endpointAt(url))).toMatch(message);
  });

  it('knocks once where nobody is at home', async () => {
    const url = await serve(() => undefined);
    servers.pop()!.close();
    const begun = performance.now();
    expect(await failure(endpointAt(url))).toBe('endpoint unreachable');
    expect(performance.now() - begun).toBeLessThan(1_000);
  });

  it('gives up in time', async () => {
    const url = await serve(() => undefined);
    expect(await failure(endpointAt(url), 40)).toBe('connection timeout');
  });

  it('ends with the signal of the caller, and gives its reason', async () => {
    const url = await serve(() => undefined);
    const stop = new AbortController();
    const reason = new Error('closing');
    setTimeout(() => stop.abort(reason), 10);
    await expect(client.detect(endpointAt(url), 5_000, stop.signal)).rejects.toBe(reason);
  });
});
