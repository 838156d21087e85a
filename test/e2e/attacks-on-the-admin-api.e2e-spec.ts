import { AS_JSON, ask, type Answer } from '../support/ask.js';
import { Backend } from '../support/backend.js';
import { configuration, entry } from '../support/configuration.js';
import { type Olla, start } from '../support/olla.js';
import { sendRaw } from '../support/raw.js';

jest.setTimeout(60_000);

const WITHIN_MS = 10_000;
const lists = (of: string): string =>
  Array.from({ length: 9 }, (_, i) => `a${i + 1}: &a${i + 1} ${of.replaceAll('X', `*a${i}`)}`).join('\n');
const ENDPOINT = 'discovery: {static: {endpoints: [{name: b, url: "http://b:1", headers: *a9}]}}';

describe('texts that are made to hurt', () => {
  const backend = new Backend('only', ['small']);
  let olla: Olla;

  beforeAll(async () => {
    await backend.start();
    olla = await start(configuration([entry(backend)]));
  });
  afterAll(async () => {
    await olla.kill();
    await backend.stop();
  });

  const admin = (path: string, body: string, type: string): Promise<Answer> =>
    ask(`${olla.url}/internal/admin/v1/${path}`, {
      body,
      headers: { 'content-type': type },
      limitMs: WITHIN_MS,
    });

  it.each([
    ['lists in lists', '['.repeat(100_000)],
    ['mappings in mappings', '{a: '.repeat(20_000)],
    ['lists of lists in a line', '- '.repeat(100_000)],
    ['lists that multiply', `a0: &a0 x\n${lists('[X, X, X, X, X, X, X, X, X]')}`],
    ['mappings that multiply', `a0: &a0 {k: v}\n${lists('{a: X, b: X, c: X, d: X, e: X}')}\n${ENDPOINT}`],
  ])('are refused at once: %s', async (_what, text) => {
    const answer = await admin('config/validate', text, 'application/yaml');
    expect(answer.json()).toMatchObject({ valid: false, detail: expect.stringContaining('failed to parse') });
    expect((await ask(`${olla.url}/internal/health`)).status).toBe(200);
  });

  it.each([
    ['a hundred thousand aliases', `a: &a x\nb: [${'*a, '.repeat(100_000)}]`],
    ['headers that hold themselves', ENDPOINT.replace('*a9', '&h {X-A: *h}')],
    ['a variable that never ends', ENDPOINT.replace('*a9', `{X-A: "${'${A:-'.repeat(100_000)}"}`)],
  ])('are read in time: %s', async (_what, text) => {
    expect((await admin('config/validate', text, 'application/yaml')).status).toBe(200);
  });

  it.each([
    ['more keys than anybody has', `{${Array.from({ length: 50_000 }, (_, i) => `"k${i}":1`).join()}}`, 400],
    ['a prototype', '{"name":"x","url":"http://x:1","__proto__":{"a":1}}', 400],
    ['a line break in a name', '{"name":"x\\nlevel=ERROR","url":"http://x:1","type":"vllm"}', 422],
  ])('are no endpoint: %s', async (_what, body, status) => {
    expect((await admin('endpoints', body, AS_JSON['content-type'])).status).toBe(status);
  });

  it.each(['CF-Connecting-IP: 10.0.0.1', 'X-Forwarded-Port: 80', 'X-Client-IP: 10.0.0.1', 'Via: 1.1 x'])(
    'let nobody in who came through a proxy: %s',
    async (line) => {
      const head = `GET /internal/admin/v1/endpoints HTTP/1.1\r\nHost: localhost\r\n${line}\r\n`;
      expect((await sendRaw(olla.port, `${head}Connection: close\r\n\r\n`)).status).toBe(403);
    },
  );

  it('are not framed by what came after HTTP/1.0', async () => {
    const head =
      'POST /olla/proxy/x HTTP/1.0\r\nTransfer-Encoding: chunked\r\nConnection: keep-alive\r\n\r\n';
    const smuggled = 'POST /olla/proxy/smuggled HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n';
    const answer = await sendRaw(olla.port, `${head}0\r\n\r\n${smuggled}`);
    expect([answer.status, answer.headers.get('connection'), answer.closed]).toEqual([400, 'close', true]);
    // Whatever had slipped through would be there before this one.
    await ask(`${olla.url}/olla/proxy/afterwards`, { body: '' });
    expect(backend.requests.map(({ url }) => url)).toEqual(['/afterwards']);
  });
});
