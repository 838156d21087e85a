import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Server as TcpServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { endpoint } from '../../test/support/builders.js';
import { HttpProber, type ProbeReport } from './probe.js';

interface Backend {
  readonly url: string;
  readonly seen: IncomingMessage[];
  readonly sockets: Set<unknown>;
}

describe('HttpProber', () => {
  const servers: Array<Server | TcpServer> = [];
  let prober: HttpProber;
  const never = new AbortController().signal;

  beforeEach(() => {
    prober = new HttpProber();
  });

  afterEach(async () => {
    prober.close();
    for (const server of servers.splice(0)) {
      if ('closeAllConnections' in server) server.closeAllConnections();
      await new Promise((done) => server.close(done));
    }
  });

  async function listen(server: Server | TcpServer): Promise<string> {
    servers.push(server);
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  async function backend(handle: RequestListener): Promise<Backend> {
    const seen: IncomingMessage[] = [];
    const sockets = new Set<unknown>();
    const server = createServer((request, response) => {
      seen.push(request);
      sockets.add(request.socket);
      handle(request, response);
    });
    return { url: await listen(server), seen, sockets };
  }

  const probe = (
    url: string,
    over: Parameters<typeof endpoint>[0] = {},
    attempts = 3,
  ): Promise<ProbeReport> =>
    prober.probe(endpoint({ url, healthUrl: `${url}/hc?deep=1`, ...over }), { attempts, signal: never });

  it('sends its own headers in order, then those of the endpoint', async () => {
    const well = await backend((_, response) => response.end('ok'));
    const outboundHeaders = ['X-Team', 'blue', 'Authorization', 'Bearer t'];
    const report = await probe(well.url, {
      outboundHeaders,
      outboundHeaderNames: new Set(['x-team', 'authorization']),
    });
    expect(report.seen).toMatchObject({ kind: 'answer', status: 200 });
    const [request] = well.seen;
    expect(request!.method).toBe('GET');
    expect(request!.url).toBe('/hc?deep=1');
    const names = request!.rawHeaders.filter((_, i) => i % 2 === 0);
    expect(names.slice(-5)).toEqual(['User-Agent', 'Accept', 'Cache-Control', 'X-Team', 'Authorization']);
    expect(request!.headers['user-agent']).toMatch(/^olla-HealthChecker\/v/);
    expect(request!.headers.accept).toBe('application/json, text/plain, */*');
  });

  it('lets a configured header replace one of its own', async () => {
    const well = await backend((_, response) => response.end());
    await probe(well.url, {
      outboundHeaders: ['accept', 'text/x'],
      outboundHeaderNames: new Set(['accept']),
    });
    expect(well.seen[0]!.headers.accept).toBe('text/x');
  });

  it.each([204, 401, 404, 429, 500, 503])('reports HTTP %i as it is, after one attempt', async (status) => {
    const answering = await backend((_, response) =>
      response.writeHead(status, { 'retry-after': '7' }).end(),
    );
    const { seen } = await probe(answering.url);
    expect(seen).toMatchObject({ kind: 'answer', status, retryAfter: '7' });
    expect(answering.seen).toHaveLength(1);
  });

  it('says of a 503 whether it means that the model is being loaded', async () => {
    const words = '{"error":{"code":503,"message":"Loading model","type":"unavailable_error"}}';
    let body = words;
    const loading = await backend((_, response) => response.writeHead(503).end(body));
    expect((await probe(loading.url)).seen).toMatchObject({ status: 503, loading: true });
    body = 'Service Unavailable';
    expect((await probe(loading.url)).seen).not.toHaveProperty('loading');
    body = ' '.repeat(4 * 1024) + words;
    expect((await probe(loading.url)).seen).not.toHaveProperty('loading');
    expect(loading.sockets.size).toBe(1);
    const well = await backend((_, response) => response.end(words));
    expect((await probe(well.url)).seen).not.toHaveProperty('loading');
  });

  it('stands by a 503 whose body stalls, and by what it said', async () => {
    const stalling = await backend((_, response) => {
      response.writeHead(503).write('{"error":{"message":"Loading model"}}');
    });
    const { seen } = await probe(stalling.url, { checkTimeoutMs: 150 });
    expect(seen).toMatchObject({ status: 503, loading: true });
  });

  it('uses one connection for one probe after the other', async () => {
    const well = await backend((_, response) => response.end('x'.repeat(1_000)));
    for (let i = 0; i < 4; i++) await probe(well.url);
    expect(well.sockets.size).toBe(1);
  });

  it('keeps ten idle connections at most', async () => {
    const all = await Promise.all(Array.from({ length: 13 }, () => backend((_, response) => response.end())));
    for (const { url } of all) await probe(url);
    await sleep(50);
    const open = all.filter(({ sockets }) =>
      [...sockets].some((socket) => !(socket as { destroyed: boolean }).destroyed),
    );
    expect(open).toHaveLength(10);
  });

  it('follows redirects and classes the final answer', async () => {
    const moved = await backend((request, response) => {
      if (request.url === '/there') response.writeHead(418).end();
      else response.writeHead(302, { location: '/there' }).end('moved');
    });
    const outboundHeaders = ['X-Api-Key', 'k'];
    const { seen } = await probe(moved.url, { outboundHeaders });
    expect(seen).toMatchObject({ kind: 'answer', status: 418 });
    expect(moved.seen.map(({ url }) => url)).toEqual(['/hc?deep=1', '/there']);
    expect(moved.seen[1]!.headers['x-api-key']).toBe('k');
  });

  it('drops what is configured for the endpoint when a redirect leaves its origin, for good', async () => {
    let home = '';
    const far = await backend((_, response) => response.writeHead(307, { location: `${home}/back` }).end());
    const near = await backend((request, response) => {
      if (request.url === '/back') response.end();
      else response.writeHead(307, { location: far.url }).end();
    });
    home = near.url;
    const { seen } = await probe(near.url, { outboundHeaders: ['X-Api-Key', 'k', 'X-Team', 'blue'] });
    expect(seen).toMatchObject({ status: 200 });
    expect(near.seen[0]!.headers['x-api-key']).toBe('k');
    for (const request of [far.seen[0]!, near.seen[1]!]) {
      expect(request.headers['x-api-key']).toBeUndefined();
      expect(request.headers['x-team']).toBeUndefined();
      expect(request.headers['user-agent']).toMatch(/^olla-HealthChecker/);
    }
  });

  it('gives up after ten redirects, without another attempt', async () => {
    const circle = await backend((_, response) => response.writeHead(301, { location: '/again' }).end());
    expect((await probe(circle.url)).seen).toEqual({
      kind: 'failure',
      cause: 'other',
      message: 'stopped after 10 redirects',
    });
    expect(circle.seen).toHaveLength(11);
  });

  it.each([
    ['without a target', {}, { kind: 'answer', status: 302 }],
    ['to another kind of place', { location: 'ftp://x/' }, { kind: 'failure', cause: 'other' }],
    ['to nowhere', { location: 'http://' }, { kind: 'failure', cause: 'other' }],
  ])('takes a redirect %s for what it is', async (_what, headers, expected) => {
    const odd = await backend((_, response) => response.writeHead(302, headers).end());
    expect((await probe(odd.url)).seen).toMatchObject(expected);
  });

  it('ends an attempt when check_timeout is over, to the tick, and does not repeat it', async () => {
    const silent = await backend(() => undefined);
    const { seen, latencyMs } = await probe(silent.url, { checkTimeoutMs: 120 });
    expect(seen).toEqual({ kind: 'failure', cause: 'timeout', message: 'no answer within 120ms' });
    expect(latencyMs).toBeGreaterThanOrEqual(115);
    expect(latencyMs).toBeLessThan(400);
    expect(silent.seen).toHaveLength(1);
  });

  it('lets check_timeout govern redirects as one', async () => {
    const slow = await backend((_, response) => {
      setTimeout(() => response.writeHead(302, { location: '/next' }).end(), 80);
    });
    expect((await probe(slow.url, { checkTimeoutMs: 200 })).seen).toMatchObject({ cause: 'timeout' });
    expect(slow.seen.length).toBeLessThanOrEqual(3);
  });

  it('measures the latency to the headers', async () => {
    const slow = await backend((_, response) => void setTimeout(() => response.end(), 100));
    const { seen } = await probe(slow.url);
    expect(seen.kind === 'answer' && seen.latencyMs).toBeGreaterThanOrEqual(95);
  });

  it('stands by the status when the body never ends', async () => {
    const endless = await backend((_, response) => void response.writeHead(200).write('and'));
    expect((await probe(endless.url, { checkTimeoutMs: 150 })).seen).toMatchObject({ status: 200 });
  });

  it('reads no more than 64 KiB of a body', async () => {
    let sent = 0;
    const talkative = await backend((_, response) => {
      const more = (): void => {
        while (!response.destroyed && response.write(Buffer.alloc(16 * 1024))) sent += 16 * 1024;
        response.once('drain', more);
      };
      more();
    });
    const { seen, latencyMs } = await probe(talkative.url);
    expect(seen).toMatchObject({ status: 200 });
    expect(latencyMs).toBeLessThan(1_000);
    await sleep(50);
    const before = sent;
    await sleep(50);
    expect(sent).toBe(before);
  });

  it('tries three times when the connection breaks, a little apart', async () => {
    const broken = await backend((request) => request.socket.destroy());
    const { seen, latencyMs } = await probe(broken.url);
    expect(seen).toMatchObject({ kind: 'failure', cause: 'network' });
    expect(broken.seen).toHaveLength(3);
    expect(latencyMs).toBeGreaterThanOrEqual(0.875 * 300 - 5);
  });

  it('tries once where one attempt is wanted', async () => {
    const broken = await backend((request) => request.socket.resetAndDestroy());
    expect((await probe(broken.url, {}, 1)).seen).toMatchObject({ cause: 'network' });
    expect(broken.seen).toHaveLength(1);
  });

  it('stops trying when an attempt succeeds', async () => {
    let asked = 0;
    const flaky = await backend((request, response) =>
      ++asked < 3 ? request.socket.destroy() : response.end(),
    );
    expect((await probe(flaky.url)).seen).toMatchObject({ status: 200 });
  });

  it('calls a refused connection the network', async () => {
    const gone = await backend(() => undefined);
    const server = servers.pop()!;
    await new Promise((done) => server.close(done));
    const { seen } = await probe(gone.url);
    expect(seen).toMatchObject({ kind: 'failure', cause: 'network' });
    expect(seen.kind === 'failure' && seen.message).toContain('ECONNREFUSED');
  });

  it('calls an answer that is no HTTP unusable, and does not repeat it', async () => {
    let asked = 0;
    const url = await listen(
      createTcpServer((socket) => {
        socket.once('data', () => {
          asked++;
          socket.end('SSH-2.0-OpenSSH_9.6\r\n');
        });
      }),
    );
    expect((await probe(url)).seen).toMatchObject({ kind: 'failure', cause: 'other' });
    expect(asked).toBe(1);
  });

  it('does not count a kept connection that the backend had closed', async () => {
    const used = new WeakSet<object>();
    const impatient = await backend((request, response) => {
      if (used.has(request.socket)) request.socket.destroy();
      else response.end('ok');
      used.add(request.socket);
    });
    for (let i = 0; i < 3; i++) {
      const { seen, latencyMs } = await probe(impatient.url, {}, 1);
      expect(seen).toMatchObject({ status: 200 });
      expect(latencyMs).toBeLessThan(90);
    }
    expect(impatient.seen).toHaveLength(5);
  });

  it('ends promptly when it is cancelled, while it waits for an answer or for the next attempt', async () => {
    const silent = await backend(() => undefined);
    const broken = await backend((request) => request.socket.destroy());
    for (const { url } of [silent, broken]) {
      const cancel = new AbortController();
      const began = performance.now();
      const probing = prober.probe(endpoint({ url, healthUrl: url }), { attempts: 3, signal: cancel.signal });
      await sleep(40);
      cancel.abort();
      expect((await probing).seen).toMatchObject({ kind: 'failure', cause: 'network' });
      expect(performance.now() - began).toBeLessThan(150);
    }
    expect(broken.seen).toHaveLength(1);
  });

  it('reports a health URL that is none', async () => {
    const { seen } = await probe('http://127.0.0.1:1', { healthUrl: 'nonsense' });
    expect(seen).toMatchObject({ kind: 'failure', cause: 'other' });
  });
});
