import { ask, chat, chatBody } from '../support/ask.js';
import { Backend } from '../support/backend.js';
import { configuration, entry } from '../support/configuration.js';
import { dig } from '../support/dig.js';
import { type Olla, start } from '../support/olla.js';
import { sendRaw } from '../support/raw.js';

const MODEL = 'small';
const MAX_BODY = 64 * 1024;
const MAX_HEADER = 8 * 1024;
const CHAT = 'POST /olla/openai/v1/chat/completions HTTP/1.1\r\nHost: olla\r\n';

jest.setTimeout(30_000);

describe('the limits of a request', () => {
  const backend = new Backend('small', [MODEL]);
  let olla: Olla;

  beforeAll(async () => {
    await backend.start();
    const request_limits = { max_body_size: MAX_BODY, max_header_size: MAX_HEADER };
    olla = await start(configuration([entry(backend)], { server: { request_limits } }));
  });
  beforeEach(() => backend.requests.splice(0));
  afterAll(async () => {
    await olla.kill();
    await backend.stop();
  });

  describe.each([
    ['of known length', {}],
    ['in chunks', { 'transfer-encoding': 'chunked' }],
  ])('a body %s', (_how, headers) => {
    it('that is too large is refused with 413, and no backend is asked', async () => {
      const body = chatBody(MODEL).padEnd(MAX_BODY + 1);
      const answer = await chat(olla.url, MODEL, { body, headers });
      expect(answer.status).toBe(413);
      expect(dig(answer.json(), 'error')).toMatchObject({
        message: 'Request body too large',
        code: 'body_too_large',
      });
      expect(backend.requests).toHaveLength(0);
    });

    it('that is just as large as allowed passes', async () => {
      const body = chatBody(MODEL).padEnd(MAX_BODY);
      expect((await chat(olla.url, MODEL, { body, headers })).status).toBe(200);
      expect(backend.requests[0]!.body.toString()).toBe(body);
    });
  });

  it('an announced body of any size is refused before it is sent', async () => {
    const answer = await sendRaw(olla.port, `${CHAT}Content-Length: 100000000000\r\n\r\n{`);
    expect(answer.status).toBe(413);
  });

  it.each([
    ['a little', MAX_HEADER + 100],
    ['far', MAX_HEADER * 4],
  ])('a head that is %s too large is refused with 431', async (_how, size) => {
    const answer = await sendRaw(
      olla.port,
      `${CHAT}X-Long: ${'x'.repeat(size)}\r\nContent-Length: 0\r\n\r\n`,
    );
    expect(answer.status).toBe(431);
    expect(backend.requests).toHaveLength(0);
  });

  it('a head of many lines is refused with 431 too', async () => {
    const lines = Array.from({ length: 2_000 }, (_, i) => `X-${i}: v\r\n`).join('');
    expect((await sendRaw(olla.port, `${CHAT}${lines}\r\n`)).status).toBe(431);
  });

  it.each([
    ['garbage', Buffer.from([0, 1, 2, 3, 255, 254, 10, 13, 10])],
    ['a TLS greeting', Buffer.from('16030100c8010000c40303', 'hex')],
    ['a request without a version', 'GET /internal/health\r\n\r\n'],
    ['two Hosts', 'GET /olla/proxy/x HTTP/1.1\r\nHost: a\r\nHost: b\r\nConnection: close\r\n\r\n'],
    ['no Host', 'GET /internal/health HTTP/1.1\r\n\r\n'],
    ['a space before a colon', 'GET /internal/health HTTP/1.1\r\nHost : a\r\n\r\n'],
    ['two lengths', `${CHAT}Content-Length: 1\r\nContent-Length: 2\r\n\r\n{}`],
    ['a length and chunks', `${CHAT}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`],
    ['a negative length', `${CHAT}Content-Length: -1\r\n\r\n`],
    ['a malformed escape', 'GET /olla/proxy/%zz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'],
    ['a tunnel', 'CONNECT 127.0.0.1:22 HTTP/1.1\r\nHost: 127.0.0.1:22\r\n\r\n'],
  ])('%s on the socket is answered with 400 and the connection closed', async (_what, bytes) => {
    const answer = await sendRaw(olla.port, bytes);
    expect(answer.status).toBe(400);
    expect(answer.closed).toBe(true);
    expect(backend.requests).toHaveLength(0);
  });

  it('a broken chunk is the client’s fault, not the backend’s', async () => {
    const before = dig(await olla.endpoint(backend.name), 'requests');
    const answer = await sendRaw(olla.port, `${CHAT}Transfer-Encoding: chunked\r\n\r\n5\r\n{"mod\r\nZZ\r\n`);
    expect(answer.status).toBe(400);
    expect(backend.requests).toHaveLength(0);
    expect(await olla.endpoint(backend.name)).toMatchObject({ status: 'healthy', requests: before });
  });

  it.each([
    [
      'nested thirty thousand times',
      `{"model":"${MODEL}","messages":${'['.repeat(30_000)}${']'.repeat(30_000)}}`,
    ],
    ['that is no JSON', '{"model": "small", '],
    ['that is no UTF-8', Buffer.from([0xff, 0xfe, 0x7b, 0x80, 0x22, 0xc3])],
    ['with a byte order mark', `\ufeff${chatBody(MODEL)}`],
    ['with a NUL', `{"model":"${MODEL}","x":"\u0000"}`],
    ['with two models', `{"model":"${MODEL}","model":"${MODEL}"}`],
  ])('a body %s is passed on byte for byte, for it is not ours to judge', async (_what, body) => {
    const answer = await chat(olla.url, MODEL, { body });
    expect(answer.status).toBe(200);
    expect(backend.requests[0]!.body.equals(Buffer.from(body))).toBe(true);
  });
});

describe('the rate limit', () => {
  const backend = new Backend('limited', [MODEL]);
  let olla: Olla;

  beforeAll(async () => {
    await backend.start();
    const rate_limits = { per_ip_requests_per_minute: 6, global_requests_per_minute: 0, burst_size: 3 };
    olla = await start(configuration([entry(backend)], { server: { rate_limits } }));
  });
  afterAll(async () => {
    await olla.kill();
    await backend.stop();
  });

  it('lets a burst through and refuses the next with 429 and headers that say when to come back', async () => {
    for (const left of ['5', '4', '3']) {
      const answer = await chat(olla.url, MODEL);
      expect(answer.status).toBe(200);
      expect(answer.header('x-ratelimit-limit')).toBe('6');
      expect(answer.header('x-ratelimit-remaining')).toBe(left);
    }
    const refused = await chat(olla.url, MODEL);
    expect(refused.status).toBe(429);
    expect(dig(refused.json(), 'error')).toMatchObject({ code: 'rate_limited', type: 'rate_limit_error' });
    expect(Number(refused.header('retry-after'))).toBeGreaterThanOrEqual(9);
    expect(Number(refused.header('retry-after'))).toBeLessThanOrEqual(11);
    const reset = Number(refused.header('x-ratelimit-reset')) - Date.now() / 1_000;
    expect(Math.abs(reset - 60)).toBeLessThan(5);
    expect(backend.requests).toHaveLength(3);
  });

  it('is of no concern to health checks and the status page', async () => {
    for (let i = 0; i < 10; i++) expect((await ask(`${olla.url}/internal/health`)).status).toBe(200);
    const report = await ask(`${olla.url}/internal/status`);
    expect(dig(report.json(), 'security', 'violations')).toEqual({ rate_limits: 1, size_limits: 0 });
  });
});
