import { GateRig } from '../../test/support/gate-rig.js';
import { sendRaw } from '../../test/support/raw.js';

type Body = NonNullable<RequestInit['body']>;

const JSON_BODY = { method: 'POST', body: '{"a":[1]}', headers: { 'Content-Type': 'application/json' } };

describe('Gate, bodies', () => {
  let rig: GateRig;
  beforeAll(async () => {
    rig = await new GateRig({ bodyLimit: () => 2_000_000 }).start();
  });
  afterAll(() => rig.stop());

  const post = async (path: string, body: Body, type?: string): Promise<{ status: number; text: string }> => {
    const headers: Record<string, string> = type === undefined ? {} : { 'Content-Type': type };
    const reply = await rig.ask(path, { method: 'POST', body, headers, duplex: 'half' });
    return { status: reply.status, text: await reply.text() };
  };

  it.each(['application/json', 'Application/JSON; charset=utf-8', 'application/merge-patch+json'])(
    'of %s reach a controller as values',
    async (type) => {
      const reply = await post('/acme/bills', '{"a":[1]}', type);
      expect(reply).toEqual({ status: 200, text: JSON.stringify({ body: { a: [1] }, type }) });
    },
  );

  it.each(['text/yaml', 'application/yaml', 'application/x-yaml; charset=utf-8'])(
    'of %s reach it as text',
    async (type) => {
      const { text } = await post('/internal/admin/things', 'a: 1\n', type);
      expect(JSON.parse(text)).toEqual({ body: 'a: 1\n' });
    },
  );

  it('reach it in chunks too, and with other methods', async () => {
    const chunked = await post('/acme/bills', new Blob(['{"a":1}']).stream() as Body, 'application/json');
    expect(JSON.parse(chunked.text)).toMatchObject({ body: { a: 1 } });
    const patched = await rig.ask('/acme/bills', { ...JSON_BODY, method: 'PATCH' });
    await expect(patched.json()).resolves.toMatchObject({ body: { a: [1] } });
  });

  it('that are empty are none, whatever their type', async () => {
    for (const type of ['application/json', 'text/yaml', 'image/png', undefined]) {
      expect(await post('/internal/admin/things', '', type)).toEqual({ status: 200, text: '{"body":null}' });
    }
  });

  it.each([
    ['{"a":', 'The request body is not valid JSON'],
    ['{"key":"secret"', 'The request body is not valid JSON'],
    ['[nothing]', 'The request body is not valid JSON'],
    ['['.repeat(65) + ']'.repeat(65), 'The request body nests deeper than 64 levels'],
    ['{"a":{"__proto__":{}}}', 'The request body must not have a key "__proto__"'],
    ['{"constructor":{"prototype":{}}}', 'The request body must not have a key "constructor"'],
  ])('such as %s fail whoever reads them', async (body, message) => {
    const reply = await post('/acme/bills', body, 'application/json');
    expect(reply).toEqual({ status: 500, text: `handled: ${message}` });
  });

  it('that are not UTF-8 fail too', async () => {
    const reply = await post('/acme/bills', Buffer.from([34, 255, 34]), 'application/json');
    expect(reply.text).toBe('handled: The request body is not valid UTF-8');
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'application/jsonp', 'foo', '/'])(
    'of type %p are not for reading',
    async (type) => {
      const { text } = await post('/acme/bills', 'a=1', type);
      expect(text).toBe('handled: The request body must be application/json');
    },
  );

  it('without a type are not either', async () => {
    const reply = await sendRaw(
      rig.port,
      'POST /acme/bills HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}',
    );
    expect(reply.body).toBe('handled: The request body must be application/json');
  });

  it('beyond 1 MiB are too large, whether that is announced or not', async () => {
    const body = `"${'x'.repeat(1024 * 1024)}"`;
    const over = 'handled: The request body is larger than 1048576 bytes';
    expect((await post('/acme/bills', body, 'application/json')).text).toBe(over);
    const stream = new Blob([body]).stream() as Body;
    expect((await post('/acme/bills', stream, 'application/json')).text).toBe(over);
  });

  it.each(['application/json', 'image/png', 'foo'])(
    'of type %p are nothing to the original’s routes, nor to unknown paths',
    async (type) => {
      expect(await post('/version', '{"a":', type)).toEqual({ status: 200, text: 'version undefined' });
      expect(await post('/nowhere', '{"a":', type)).toEqual({ status: 404, text: '404 page not found\n' });
    },
  );

  it('of proxied requests are left alone', async () => {
    expect((await post('/olla/ollama/api/chat', '{"a":', 'foo')).text).toBe('forward');
  });
});
