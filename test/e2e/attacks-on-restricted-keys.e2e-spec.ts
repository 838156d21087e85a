import { newKey } from '../../src/core/api-key.js';
import { AS_JSON, ask } from '../support/ask.js';
import { Backend } from '../support/backend.js';
import { configuration, entry } from '../support/configuration.js';
import { type Olla, start } from '../support/olla.js';
import { sendRaw } from '../support/raw.js';

jest.setTimeout(30_000);

const CHAT = '/olla/openai/v1/chat/completions';

describe('a key for one model', () => {
  const backend = new Backend('gateway', ['open', 'secret']);
  const { key, hash } = newKey();
  const authorization = `Bearer ${key}`;
  let olla: Olla;

  const send = (path: string, body: string, headers: object = AS_JSON) =>
    ask(olla.url + path, { body, headers: { ...headers, authorization } });

  beforeAll(async () => {
    await backend.start();
    olla = await start({
      ...configuration([entry(backend)]),
      access: { authenticator: 'keys', keys: [{ name: 'limited', hash, models: ['open'] }] },
    });
  });
  afterAll(async () => {
    await olla.kill();
    await backend.stop();
  });
  beforeEach(() => (backend.requests.length = 0));

  it('opens that model', async () => {
    expect((await send(CHAT, '{"model":"open"}')).status).toBe(200);
    expect((await send('/olla/proxy/engines/open/chat/completions', '{"model":"open"}')).status).toBe(200);
  });

  it.each([
    ['/olla/openai/engines/secret/chat/completions', '{"model":"open"}'],
    ['/olla/proxy/openai/%64eployments/secret/chat/completions', '{"model":"open"}'],
    ['/olla/proxy/v1beta/models/secret:generateContent', '{"model":"open"}'],
    [`${CHAT}?Model=secret`, '{"model":"open"}'],
    ['/olla/proxy/api/copy', '{"model":"open","source":"secret","destination":"open"}'],
    ['/olla/proxy/api/create', '{"model":"open","from":"secret"}'],
    ['/olla/proxy/api/%73how', '{"model":"open","name":"secret"}'],
    [CHAT, '{"model":"open","extra_body":{"model":"secret"}}'],
    [CHAT, '{"model":"open"}{"model":"secret"}'],
  ])('opens no other by way of %s %s', async (path, body) => {
    expect((await send(path, body)).status).toBe(403);
    expect(backend.requests).toHaveLength(0);
  });

  it.each([
    'Content-Type: multipart/form-data; boundary=X; a=application/json',
    'Content-Type: application/x-www-form-urlencoded; a=application/json',
    'Content-Type: application/json\r\nContent-Type: multipart/form-data; boundary=X',
    'Content-Type: application/json\r\nContent-Encoding: deflate',
  ])('opens no other to those who read the body as something else: %s', async (lines) => {
    const body = '{"model":"open","x":"&model=secret&"}';
    const head = `POST ${CHAT} HTTP/1.1\r\nHost: localhost\r\nAuthorization: ${authorization}\r\n${lines}\r\n`;
    const answer = await sendRaw(
      olla.port,
      `${head}Connection: close\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
    );
    expect(answer.status).toBe(403);
    expect(backend.requests).toHaveLength(0);
  });

  it('cannot hold everybody up with lists in lists', async () => {
    const half = 2_000_000;
    const began = performance.now();
    const body = `{"model":"open","models":${'['.repeat(half)}${']'.repeat(half)}}`;
    expect((await send(CHAT, body)).status).toBe(403);
    expect(performance.now() - began).toBeLessThan(1_000);
  });
});
