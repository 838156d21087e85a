import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { endpoint } from '../../../test/support/builders.js';
import { LoadClient } from './load-client.js';

describe('LoadClient', () => {
  const servers: Server[] = [];
  const client = new LoadClient();
  const forever = new AbortController().signal;

  afterEach(async () => {
    await client.close();
    for (const server of servers.splice(0)) {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    }
  });

  async function backend(handle: RequestListener): Promise<{ url: string; seen: IncomingMessage[] }> {
    const seen: IncomingMessage[] = [];
    const server = createServer((request, response) => {
      seen.push(request);
      handle(request, response);
    });
    servers.push(server);
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen };
  }

  it('asks below the base path, with what is configured for the endpoint', async () => {
    const { url, seen } = await backend((_, response) => response.end('{"a":"ü"}'));
    const outboundHeaders = ['Authorization', 'Bearer t', 'accept', 'text/x'];
    const outboundHeaderNames = new Set(['authorization', 'accept']);
    const asked = endpoint({ url: `${url}/base/?key=1`, outboundHeaders, outboundHeaderNames });
    expect(await client.get(asked, '/api/ps', forever)).toEqual({ status: 200, body: '{"a":"ü"}' });
    expect(seen[0]).toMatchObject({ method: 'GET', url: '/base/api/ps?key=1' });
    expect(seen[0]!.headers).toMatchObject({ authorization: 'Bearer t', accept: 'text/x' });
    expect(seen[0]!.headers['user-agent']).toMatch(/^olla-LoadProbe\/v/);
  });

  it.each([301, 404, 500, 503])('takes HTTP %i for an answer, and follows nobody', async (status) => {
    const { url, seen } = await backend((_, response) =>
      response.writeHead(status, { location: 'http://127.0.0.1:1/' }).end('why'),
    );
    expect(await client.get(endpoint({ url }), '/x', forever)).toEqual({ status, body: 'why' });
    expect(seen).toHaveLength(1);
  });

  it('gives up a body that is longer than a megabyte', async () => {
    const { url } = await backend((_, response) => {
      response.on('error', () => undefined);
      response.end(Buffer.alloc(1024 * 1024 + 1));
    });
    await expect(client.get(endpoint({ url }), '/x', forever)).rejects.toThrow('longer than');
  });

  it('ends with its signal, whether headers or the body are missing', async () => {
    const { url, seen } = await backend((request, response) => {
      if (request.url === '/half') response.writeHead(200).write('{');
    });
    for (const path of ['/none', '/half']) {
      const cancel = new AbortController();
      const asking = client.get(endpoint({ url }), path, cancel.signal);
      setTimeout(() => cancel.abort(), 50);
      await expect(asking).rejects.toThrow('aborted');
    }
    expect(seen).toHaveLength(2);
  });

  it('can be closed and asked again', async () => {
    const { url } = await backend((_, response) => response.end('ok'));
    await client.get(endpoint({ url }), '/x', forever);
    await client.close();
    expect(await client.get(endpoint({ url }), '/x', forever)).toMatchObject({ body: 'ok' });
  });
});
