import { Backend, sendJson } from '../support/backend.js';
import { configuration, entry } from '../support/configuration.js';
import { type Olla, start } from '../support/olla.js';
import { sendRaw } from '../support/raw.js';

jest.setTimeout(30_000);

/** Ways out of a folder; `X` is what stands outside. */
const CLIMBS = [
  '/%2e%2e/%2e%2e/X',
  '/%2E%2E/%2e./X',
  '/.%2e/.%2E/X',
  '/v1/..%2f..%2f..%2fX',
  '/v1/%2e%2e%2f%2e%2e%2fX',
  '/v1/%2e/%2e%2e/%2e%2e/X',
  '/v1/x%2f..%2f..%2f..%2fX',
  '/..\\..\\X',
  '/v1/..%5c..%5c..%5CX',
  '/..;/%2e%2e;a=b/X',
];

describe('paths that try to climb', () => {
  const open = new Backend('open', ['small']);
  const below = new Backend('below', ['small']);
  let olla: Olla;

  const send = (path: string, method = 'GET') =>
    sendRaw(olla.port, `${method} ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`);
  const lastOf = (backend: Backend): string | undefined => backend.requests.at(-1)?.url;

  beforeAll(async () => {
    for (const backend of [open, below]) {
      await backend.start();
      backend.behaviour = (response) => sendJson(response, { from: backend.name });
    }
    const tenant = { name: 'below', url: `${below.url}/tenant/a` };
    olla = await start(
      configuration([
        entry(open, { type: 'vllm' }),
        entry(tenant, { type: 'sglang', preserve_path: true, ...absolute(below) }),
      ]),
    );
  });
  afterAll(async () => {
    await olla.kill();
    await Promise.all([open.stop(), below.stop()]);
  });
  beforeEach(() => {
    open.requests.length = 0;
    below.requests.length = 0;
  });

  it.each(CLIMBS)('reach the root of a backend and never its dots: %s', async (climb) => {
    expect((await send(`/olla/vllm${climb.replace('X', 'etc/passwd')}`)).status).toBe(200);
    expect(lastOf(open)).toBe('/etc/passwd');
  });

  it.each(CLIMBS)('stay below a base path that is preserved: %s', async (climb) => {
    expect((await send(`/olla/sglang${climb.replace('X', 'b/secret')}`)).status).toBe(200);
    expect(lastOf(below)).toBe('/tenant/a/b/secret');
  });

  it.each([...CLIMBS, '/../../X', '/x/../../../X', '//..//..//X', '/%2e%2e//%2e%2e//X'])(
    'never arrive at what is Olla’s own: %s',
    async (climb) => {
      for (const own of ['internal/status', 'internal/admin/v1/endpoints', 'version']) {
        const { status, body } = await send(`/olla/vllm${climb.replace('X', own)}`);
        expect([200, 307]).toContain(status);
        if (status === 200) expect(body).toBe('{"from":"open"}');
      }
    },
  );
});

const absolute = ({ url }: Backend): object => ({
  health_check_url: `${url}/health`,
  model_url: `${url}/v1/models`,
});
