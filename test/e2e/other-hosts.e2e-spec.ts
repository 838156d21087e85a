import { createServer, type Server } from 'node:http';
import { Backend } from '../support/backend.js';
import { configuration, entry } from '../support/configuration.js';
import { type Olla, start } from '../support/olla.js';
import { freePort } from '../support/ports.js';
import { sendRaw } from '../support/raw.js';

jest.setTimeout(30_000);

describe('a request that names another host', () => {
  const backend = new Backend('plain', ['any']);
  const based = new Backend('based', ['any']);
  let decoy: Server;
  let visits = 0;
  let host = '';
  let olla: Olla;

  beforeAll(async () => {
    const port = await freePort();
    host = `127.0.0.1:${port}`;
    decoy = createServer().on('connection', () => visits++);
    await new Promise<void>((resolve) => decoy.listen(port, '127.0.0.1', resolve));
    await Promise.all([backend.start(), based.start()]);
    const below = entry(
      { name: based.name, url: `${based.url}/api` },
      {
        type: 'vllm',
        preserve_path: true,
        health_check_url: `${based.url}/health`,
        model_url: `${based.url}/v1/models`,
      },
    );
    olla = await start(configuration([entry(backend), below]));
  });
  afterAll(async () => {
    await olla.kill();
    decoy.closeAllConnections();
    decoy.close();
    await Promise.all([backend.stop(), based.stop()]);
  });

  const TARGETS: readonly [string, (host: string) => string][] = [
    ['in absolute form', (host) => `http://${host}/olla/proxy/v1/x`],
    ['in absolute form with credentials', (host) => `http://user:pass@${host}/olla/proxy/v1/x`],
    ['in absolute form of another scheme', (host) => `ftp://${host}/olla/proxy/v1/x`],
    ['after two slashes', (host) => `//${host}/olla/proxy/v1/x`],
    ['after two slashes below the prefix', (host) => `/olla/proxy//${host}/v1/x`],
    ['as a URL below the prefix', (host) => `/olla/proxy/http://${host}/v1/x`],
    ['as an escaped URL below the prefix', (host) => `/olla/proxy/http%3A%2F%2F${host}/v1/x`],
    ['after escaped slashes', (host) => `/olla/proxy/%2F%2F${host}/v1/x`],
    ['after an escaped slash', (host) => `/olla/proxy/%2F/${host}/v1/x`],
    ['after backslashes', (host) => `/olla/proxy/\\\\${host}\\v1`],
    ['after a backslash', (host) => `/olla/proxy/\\${host}`],
    ['after an at sign', (host) => `/olla/proxy/@${host}/v1/x`],
    ['after an at sign without a slash', (host) => `/olla/proxy@${host}/v1/x`],
    ['after dot segments', (host) => `/olla/proxy/../../..//${host}/v1/x`],
    ['after escaped dot segments', (host) => `/olla/proxy/%2e%2e/%2e%2e//${host}/v1/x`],
    ['after half-escaped dot segments', (host) => `/olla/proxy/.%2e/..%2f..%2f/${host}/v1/x`],
    ['after a tab', (host) => `/olla/proxy/%09//${host}/v1/x`],
    ['after a line break', (host) => `/olla/proxy/%0d%0aHost:%20${host}`],
    ['in the query', (host) => `/olla/proxy/v1/x?url=http://${host}/&u=@${host}`],
    ['in a fragment', (host) => `/olla/proxy/v1/x#@${host}/`],
    ['below a provider', (host) => `/olla/vllm//${host}/v1/x`],
    ['below a provider by dot segments', (host) => `/olla/vllm/%2e%2e//${host}/v1/x`],
    ['below a provider as a URL', (host) => `/olla/vllm/http:%2f%2f${host}/v1/x`],
  ];

  it.each(TARGETS)('%s reaches none but a configured endpoint', async (_where, target) => {
    for (const name of ['olla', host]) {
      const head = [
        `GET ${target(host)} HTTP/1.1`,
        `Host: ${name}`,
        `X-Forwarded-Host: ${host}`,
        `Forwarded: host="${host}"`,
        `X-Original-URL: http://${host}/`,
        `X-Host: ${host}`,
      ];
      const answer = await sendRaw(olla.port, `${head.join('\r\n')}\r\n\r\n`);
      expect(answer.status).toBeGreaterThanOrEqual(200);
      expect(answer.headers.get('location') ?? '/').toMatch(/^\/(?!\/)/);
    }
    const hosts = new Set([...backend.requests, ...based.requests].map(({ headers }) => headers.host));
    expect([...hosts].filter((seen) => seen !== authority(backend) && seen !== authority(based))).toEqual([]);
    expect(visits).toBe(0);
  });

  it('was passed on where its path is a path, so that the above means something', () => {
    expect(backend.requests.length + based.requests.length).toBeGreaterThan(TARGETS.length);
    expect(based.requests.length).toBeGreaterThan(0);
  });
});

const authority = ({ url }: Backend): string => url.slice('http://'.length);
