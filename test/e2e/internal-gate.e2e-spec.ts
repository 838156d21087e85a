import { writeFileSync } from 'node:fs';
import { ask, type AskOptions, type Answer, chat } from '../support/ask.js';
import { Backend } from '../support/backend.js';
import { configuration, entry } from '../support/configuration.js';
import { type Olla, start } from '../support/olla.js';
import { sendRaw } from '../support/raw.js';
import { until } from '../support/until.js';

const MODEL = 'small';

jest.setTimeout(30_000);

describe('the gate of the internal API', () => {
  const backend = new Backend('small', [MODEL]);
  let olla: Olla;

  const file = (dashboard: object): object => ({ ...configuration([entry(backend)]), dashboard });
  const get = (path: string, headers: AskOptions['headers'] = {}): Promise<Answer> =>
    ask(olla.url + path, { headers });
  const evil = { host: 'evil.example' };

  beforeAll(() => backend.start());
  afterEach(() => olla.kill());
  afterAll(() => backend.stop());

  it('stands open as long as nobody closes it', async () => {
    olla = await start(file({ gate_internal_api: false }));
    expect((await get('/internal/status', evil)).status).toBe(200);
    expect((await get('/version', evil)).status).toBe(200);
  });

  it('keeps pages out that reach us by another name, and says what to change', async () => {
    olla = await start(file({ gate_internal_api: true }));
    for (const path of ['/internal/status', '/internal/status/endpoints', '/version']) {
      expect((await get(path)).status).toBe(200);
      expect((await get(path, { host: 'LOCALHOST:40114' })).status).toBe(200);
      const refused = await get(path, { ...evil, 'x-request-id': 'rid-7' });
      expect([refused.status, refused.text]).toEqual([
        403,
        '403 forbidden: host not accepted (ip=127.0.0.1, host=evil.example). Adjust dashboard.access_policy.allowed_hosts (or allowed_cidrs) in your config.\n',
      ]);
      expect(refused.header('content-type')).toBe('text/plain; charset=utf-8');
      expect(refused.header('x-olla-request-id')).toBe('rid-7');
    }
    expect(olla.log()).toContain('"config_key":"dashboard.access_policy.allowed_hosts"');
    expect(olla.log()).toContain('"request_id":"rid-7"');
  });

  it('is not passed by other ways to write a path', async () => {
    olla = await start(file({ gate_internal_api: true }));
    for (const line of [
      'GET /%69nternal/status',
      'GET /internal/%73tatus',
      'GET //internal/status',
      'GET /olla/../internal/status',
      'GET http://localhost/internal/status',
      'POST /version#x',
      'OPTIONS /internal/status?x',
      'HEAD /internal/status',
    ]) {
      const head = `${line} HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n`;
      const { status, body } = await sendRaw(olla.port, head);
      expect([line, [307, 403, 404].includes(status)]).toEqual([line, true]);
      expect(body).not.toContain('uptime');
    }
  });

  it('believes no header about where a request comes from', async () => {
    const access_policy = { allowed_cidrs: ['10.0.0.0/8'], allowed_hosts: ['localhost'] };
    olla = await start(file({ gate_internal_api: true, access_policy }));
    const forged = { 'x-forwarded-for': '10.0.0.1', 'x-real-ip': '10.0.0.1', forwarded: 'for=10.0.0.1' };
    const refused = await get('/internal/status', forged);
    expect(refused.status).toBe(403);
    expect(refused.text).toContain('ip not in allowed range (ip=127.0.0.1');
  });

  it('lets probes through, and touches nothing that is for clients', async () => {
    const access_policy = { allowed_cidrs: ['10.0.0.0/8'], allowed_hosts: [] };
    olla = await start(file({ gate_internal_api: true, access_policy }));
    for (const path of ['/internal/health', '/internal/health/live', '/internal/health/ready']) {
      expect([path, (await get(path, evil)).status]).toEqual([path, 200]);
    }
    expect((await get('/olla/models', evil)).status).toBe(200);
    expect((await chat(olla.url, MODEL, { headers: evil })).status).toBe(200);
    expect((await get('/internal/nowhere', evil)).status).toBe(404);
  });

  it('follows the configuration', async () => {
    olla = await start(file({ gate_internal_api: false }));
    expect((await get('/internal/status', evil)).status).toBe(200);
    olla.rewrite(file({ gate_internal_api: true }));
    olla.signal('SIGHUP');
    await until('it is closed', async () => (await get('/internal/status', evil)).status === 403);
    olla.rewrite(file({ gate_internal_api: true, access_policy: { allowed_hosts: ['evil.example'] } }));
    olla.signal('SIGHUP');
    await until('it knows the name', async () => (await get('/internal/status', evil)).status === 200);
    writeFileSync(olla.file, 'dashboard: {gate_internal_api: true, access_policy: {allowed_cidrs: [bogus]}}');
    olla.signal('SIGHUP');
    await until('the rest is refused', () => olla.log().includes('Configuration is refused'));
    expect((await get('/internal/status', evil)).status).toBe(200);
  });
});
