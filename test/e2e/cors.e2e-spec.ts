import { ask, type AskOptions, type Answer, AS_JSON, chatBody } from '../support/ask.js';
import { Backend } from '../support/backend.js';
import { configuration, entry } from '../support/configuration.js';
import { type Olla, start } from '../support/olla.js';
import { until } from '../support/until.js';

const MODEL = 'small';
const CHAT = '/olla/openai/v1/chat/completions';
const APP = 'https://app.example';
const PREFLIGHT: AskOptions = {
  method: 'OPTIONS',
  headers: { origin: APP, 'access-control-request-method': 'POST', 'access-control-request-headers': 'x-a' },
};

jest.setTimeout(30_000);

describe('pages of other origins', () => {
  const backend = new Backend('small', [MODEL]);
  let olla: Olla;

  const file = (cors: object, server: object = {}): object => {
    const rate_limits = { global_requests_per_minute: 0, per_ip_requests_per_minute: 0 };
    return configuration([entry(backend)], { server: { rate_limits, cors, ...server } });
  };
  const listed = { enabled: true, allowed_origins: [APP, 'https://*.team.example'], allow_credentials: true };
  const get = (path: string, options: AskOptions = {}): Promise<Answer> => ask(olla.url + path, options);
  const chat = (origin: string): Promise<Answer> =>
    get(CHAT, { body: chatBody(MODEL), headers: { ...AS_JSON, origin } });

  beforeAll(() => backend.start());
  beforeEach(() => backend.requests.splice(0));
  afterEach(() => olla.kill());
  afterAll(() => backend.stop());

  it('hear nothing of it while CORS is off, and OPTIONS goes where every method goes', async () => {
    olla = await start(file({ enabled: false }));
    expect((await get(CHAT, PREFLIGHT)).status).toBe(200);
    expect(backend.requests.map(({ method }) => method)).toEqual(['OPTIONS']);
    const answer = await chat(APP);
    expect([answer.header('vary'), answer.header('access-control-allow-origin')]).toEqual(['', '']);
  });

  it('may ask in advance on every path, without a key, a log record or a place in any limit', async () => {
    const rate_limits = { global_requests_per_minute: 1, per_ip_requests_per_minute: 1, burst_size: 1 };
    olla = await start(file(listed, { rate_limits }));
    for (const path of [CHAT, '/olla/models', '/olla/nowhere', '/nowhere', '/internal/status', '//olla/x']) {
      const answer = await get(path, PREFLIGHT);
      expect([path, answer.status, answer.text]).toEqual([path, 204, '']);
      expect(answer.headers).toMatchObject({
        vary: 'Origin, Access-Control-Request-Method, Access-Control-Request-Headers',
        'access-control-allow-origin': APP,
        'access-control-allow-credentials': 'true',
        'access-control-allow-methods': 'POST',
        'access-control-allow-headers': 'x-a',
        'access-control-max-age': '300',
      });
      expect(answer.header('x-ratelimit-limit') + answer.header('x-olla-request-id')).toBe('');
    }
    expect(backend.requests).toHaveLength(0);
    expect(olla.log()).not.toContain('OPTIONS');
    expect((await chat(APP)).status).toBe(200);
  });

  it('may read every answer, whoever gives it', async () => {
    const rate_limits = { global_requests_per_minute: 1, per_ip_requests_per_minute: 1, burst_size: 1 };
    olla = await start(file(listed, { rate_limits }));
    const answers: Record<number, Answer> = {};
    const keep = (answer: Answer): void => void (answers[answer.status] = answer);
    keep(await chat(APP));
    keep(await chat(APP));
    const headers = { origin: APP };
    keep(await get('/nowhere', { headers }));
    keep(await get('/olla/ollama?x=1', { headers }));
    keep(await get('/olla/ollama/api/pull', { headers }));
    expect(Object.keys(answers)).toEqual(['200', '307', '404', '429', '501']);
    for (const answer of [
      ...Object.values(answers),
      await get('/version', { headers }),
      await get('/olla/models', { headers }),
      await get('/olla/openai/v1/models', { headers }),
    ]) {
      expect(answer.header('vary')).toBe('Origin');
      expect(answer.header('access-control-allow-origin')).toBe(APP);
      expect(answer.header('access-control-expose-headers')).toContain('X-Olla-Endpoint');
    }
    const status = await get('/internal/status', { headers });
    expect(status.header('vary')).toBe('Origin, Accept-Encoding');
  });

  it('are served all the same when they are not listed, and learn nothing', async () => {
    olla = await start(file(listed));
    for (const origin of ['https://evil.example', 'https://app.example.evil', 'null']) {
      const answer = await chat(origin);
      expect(answer.status).toBe(200);
      expect(answer.header('vary')).toBe('Origin');
      expect(answer.header('access-control-allow-origin')).toBe('');
      expect(
        (await get(CHAT, { ...PREFLIGHT, headers: { ...PREFLIGHT.headers, origin } })).headers,
      ).not.toHaveProperty('access-control-allow-origin');
    }
    expect((await chat('https://A.Team.example')).header('access-control-allow-origin')).toBe(
      'https://A.Team.example',
    );
  });

  it('hear of origins from Olla alone while it speaks of them, and from the backend otherwise', async () => {
    backend.behaviour = (response) =>
      void response
        .writeHead(200, {
          'Access-Control-Allow-Origin': 'https://backend.example',
          'Access-Control-Allow-Methods': 'PUT',
          Vary: 'Accept',
        })
        .end('{}');
    olla = await start(file({ enabled: true }));
    const under = await chat(APP);
    expect(under.header('access-control-allow-origin')).toBe('*');
    expect(under.header('access-control-allow-methods')).toBe('');
    expect(under.header('vary')).toBe('Origin, Accept');
    olla.rewrite(file({ enabled: false }));
    olla.signal('SIGHUP');
    await until('CORS is off', async () => {
      const answer = await chat(APP);
      return answer.header('access-control-allow-origin') === 'https://backend.example';
    });
  });
});
