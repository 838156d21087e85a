import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Endpoint, EndpointState } from '../../../core/endpoint.js';
import { state } from '../../../../test/support/builders.js';
import { fleetOf } from '../listings.sketch.js';
import { FanOut } from './fan-out.js';
import { OllamaFacade } from './ollama-facade.js';

const servers: Server[] = [];

/** A real server, and what it was asked. */
async function backend(
  answer: (path: string, reply: ServerResponse) => void,
): Promise<{ url: string; asked: IncomingMessage[] }> {
  const asked: IncomingMessage[] = [];
  const server = createServer((request, reply) => {
    asked.push(request);
    answer(request.url!, reply);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

const saying = (value: object) => (_path: string, reply: ServerResponse) =>
  void reply.end(JSON.stringify(value));
const endpoint = (name: string, url: string, over: Partial<Endpoint> = {}): EndpointState =>
  state({ name, endpoint: { url, origin: url, basePath: '/', ...over } });
const facadeOf = (endpoints: readonly EndpointState[], budgetMs = 2_000): OllamaFacade =>
  new OllamaFacade(() => fleetOf(endpoints), new FanOut(budgetMs));

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

describe('OllamaFacade', () => {
  it('gathers what runs anywhere, as each server puts it', async () => {
    const a = await backend(saying({ models: [{ name: 'm', size_vram: 5, odd: [1] }] }));
    const b = await backend(saying({ models: [{ name: 'm' }, { name: 'n' }] }));
    const facade = facadeOf([endpoint('a', a.url), endpoint('b', b.url)]);
    await expect(facade.running()).resolves.toEqual({
      models: [{ name: 'm', size_vram: 5, odd: [1] }, { name: 'm' }, { name: 'n' }],
    });
    expect(a.asked[0]!.url).toBe('/api/ps');
  });

  it('asks only those that are Ollama and up, with their own headers', async () => {
    const asked = await backend(saying({ version: '0.9.0' }));
    const other = await backend(saying({ version: '0.1.0' }));
    const facade = facadeOf([
      endpoint('a', asked.url, { outboundHeaders: ['X-Team', 'blue'] }),
      endpoint('b', other.url, { type: 'vllm', profile: 'vllm' }),
      endpoint('c', other.url, { type: 'auto', profile: 'auto' }),
      { ...endpoint('d', other.url), status: 'offline' },
      { ...endpoint('e', other.url), draining: true },
      endpoint('f', asked.url, { type: 'auto', profile: 'auto', detected: 'ollama' }),
    ]);
    await expect(facade.version()).resolves.toEqual({ version: '0.9.0' });
    expect(asked.asked.map(({ headers }) => headers['x-team'])).toEqual(
      expect.arrayContaining(['blue', undefined]),
    );
    expect(other.asked).toEqual([]);
  });

  it('answers the lowest version', async () => {
    const urls = await Promise.all(['0.12.6', '0.9.2'].map((version) => backend(saying({ version }))));
    const facade = facadeOf(urls.map(({ url }, i) => endpoint(`e${i}`, url)));
    await expect(facade.version()).resolves.toEqual({ version: '0.9.2' });
  });

  it('goes below the base path where requests do', async () => {
    const based = await backend(saying({ version: '1.0.0' }));
    const over = { origin: based.url, basePath: '/gpu/' };
    await facadeOf([endpoint('a', `${based.url}/gpu/`, { ...over, preservePath: true })]).version();
    await facadeOf([endpoint('a', `${based.url}/gpu/`, over)]).version();
    expect(based.asked.map(({ url }) => url)).toEqual(['/gpu/api/version', '/api/version']);
  });

  it('loses nothing by servers that fail, hang or talk nonsense', async () => {
    const good = await backend(saying({ models: [{ name: 'm' }] }));
    const rest = await Promise.all([
      backend((_path, reply) => void reply.writeHead(500).end()),
      backend(() => undefined),
      backend((_path, reply) => void reply.end('<html>')),
      backend(saying({ models: 'none' })),
      backend(saying([])),
    ]);
    const all = [...rest.map(({ url }, i) => endpoint(`bad${i}`, url)), endpoint('good', good.url)];
    await expect(facadeOf(all, 200).running()).resolves.toEqual({ models: [{ name: 'm' }] });
  });

  it('asks once for all who ask at once, and again after a second', async () => {
    let now = 1_000_000;
    const clock = jest.spyOn(Date, 'now').mockImplementation(() => now);
    const a = await backend(saying({ models: [] }));
    const facade = facadeOf([endpoint('a', a.url)]);
    await Promise.all([facade.running(), facade.running()]);
    now += 999;
    await facade.running();
    expect(a.asked).toHaveLength(1);
    now += 1;
    await facade.running();
    expect(a.asked).toHaveLength(2);
    clock.mockRestore();
  });

  it('says that there is none, and does not keep that in mind', async () => {
    const endpoints: EndpointState[] = [];
    const facade = new OllamaFacade(() => fleetOf(endpoints), new FanOut(200));
    await expect(facade.version()).rejects.toMatchObject({
      status: 404,
      message: 'No ollama endpoints available',
    });
    const silent = await backend(() => undefined);
    endpoints.push(endpoint('a', silent.url));
    await expect(facade.running()).rejects.toMatchObject({
      status: 503,
      message: 'No ollama endpoints available',
    });
    const good = await backend(saying({ version: '0.9.0' }));
    endpoints.push(endpoint('b', good.url));
    await expect(facade.version()).resolves.toEqual({ version: '0.9.0' });
  });
});
