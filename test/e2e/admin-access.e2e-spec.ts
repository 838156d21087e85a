import { AdminClient } from '../support/admin-client.js';
import { Backend } from '../support/backend.js';
import { configuration, entry } from '../support/configuration.js';
import { type Olla, start } from '../support/olla.js';
import { sendRaw } from '../support/raw.js';

const TOKEN = 'correct-horse-battery-staple';

jest.setTimeout(30_000);

describe('the door of the admin API', () => {
  const backend = new Backend('only', ['small']);
  let olla: Olla;

  beforeAll(() => backend.start());
  afterAll(() => backend.stop());
  afterEach(() => olla.kill());

  const given = async (admin: object): Promise<AdminClient> => {
    olla = await start({ ...configuration([entry(backend)]), admin });
    return new AdminClient(olla.url);
  };
  const status = async (head: string): Promise<number> =>
    (
      await sendRaw(
        olla.port,
        `GET /internal/admin/v1/endpoints HTTP/1.1\r\n${head}Connection: close\r\n\r\n`,
      )
    ).status;

  it('is open to who sits at this machine as long as there is no token', async () => {
    const admin = await given({});
    expect((await admin.ask('endpoints')).status).toBe(200);
    expect(await status(`Host: localhost:${olla.port}\r\n`)).toBe(200);
    expect(await status('Host: gpu.example.com\r\n')).toBe(403);
    expect(await status('Host: localhost\r\nX-Forwarded-For: 10.0.0.1\r\n')).toBe(403);
    expect(await status('Host: localhost\r\nOrigin: http://evil.example\r\n')).toBe(403);
  });

  it('needs a token once there is one, and the log never has it', async () => {
    const stranger = await given({ tokens: [{ name: 'ops', token: TOKEN }] });
    const refused = await stranger.ask('endpoints/only/drain', { method: 'POST' });
    expect([refused.status, refused.header('www-authenticate')]).toEqual([401, 'Bearer realm="olla-admin"']);
    expect(refused.header('content-type')).toBe('application/problem+json');
    expect(refused.header('x-olla-request-id')).not.toBe('');
    const known = new AdminClient(olla.url, { authorization: `Bearer ${TOKEN}` });
    await known.tell('endpoints/only/drain', { method: 'POST' });
    expect(await known.tell('audit')).toMatchObject({
      records: [
        { who: 'ops', action: 'endpoint.drain', result: 'done' },
        { who: '', action: 'endpoint.drain', result: 'refused', status: 401 },
      ],
    });
    expect(olla.log()).toContain('"msg":"Admin change"');
    expect(olla.log()).not.toContain(TOKEN);
  });

  it('is not there when it is switched off', async () => {
    const admin = await given({ enabled: false });
    expect((await admin.ask('endpoints')).status).toBe(404);
  });

  it.each([
    '/olla/../internal/admin/v1/endpoints',
    '/olla/openai/../../internal/admin/v1/endpoints',
    '//internal/admin/v1/endpoints',
    '/internal//admin/v1/endpoints',
    '/internal/%61dmin/v1/endpoints',
    'http://localhost/internal/admin/v1/endpoints',
  ])('cannot be walked around: %s', async (path) => {
    await given({ tokens: [{ name: 'ops', token: TOKEN }] });
    const answer = await sendRaw(
      olla.port,
      `GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`,
    );
    expect(answer.status).not.toBe(200);
    expect(answer.body).not.toContain('"endpoints"');
    expect(backend.requests).toHaveLength(0);
  });
});
