import { GateRig } from '../../test/support/gate-rig.js';
import { BodyTooLargeError, ForbiddenError, UnauthenticatedError } from '../core/client-errors.js';
import { type CorsPolicy, corsPolicyOf } from './cors/index.js';

const APP = 'https://app.example';
const SETTINGS = {
  enabled: true,
  allowedOrigins: [APP],
  allowedMethods: ['GET', 'POST', 'OPTIONS'],
  allowedHeaders: ['*'],
  exposedHeaders: [],
  allowCredentials: true,
  maxAge: 300,
};
const PREFLIGHT = {
  method: 'OPTIONS',
  headers: { Origin: APP, 'Access-Control-Request-Method': 'POST' },
};

describe('Gate, for pages of other origins', () => {
  let policy: CorsPolicy | undefined;
  let rig: GateRig;
  const never = jest.fn();

  beforeAll(async () => {
    rig = await new GateRig({
      cors: () => policy,
      access: ({ headers }) => (headers.authorization ? undefined : new UnauthenticatedError()),
      closedTo: (_request, route) => (route === '/internal/status' ? new ForbiddenError('no') : undefined),
      checkSize: ({ raw }) => {
        if (raw.method === 'OPTIONS') never();
        return raw.headers['x-large'] ? new BodyTooLargeError() : undefined;
      },
    }).start();
  });
  beforeEach(() => {
    policy = corsPolicyOf(SETTINGS);
    never.mockClear();
  });
  afterAll(() => rig.stop());

  it.each(['/olla/models', '/olla/ollama/api/chat', '/olla/nowhere', '/nowhere', '//x', '/internal/status'])(
    'a preflight to %s is answered before anything else, and needs no credentials',
    async (path) => {
      const reply = await rig.ask(path, PREFLIGHT);
      expect([reply.status, await reply.text()]).toEqual([204, '']);
      expect(reply.headers.get('access-control-allow-origin')).toBe(APP);
      expect(reply.headers.get('access-control-allow-methods')).toBe('POST');
      expect(reply.headers.get('x-olla-request-id')).toBeNull();
      expect(never).not.toHaveBeenCalled();
    },
  );

  it.each([
    ['a listing', '/olla/models', 200, { Authorization: 'Bearer k' }],
    ['a refusal', '/olla/models', 401, {}],
    ['what is not there', '/olla/nowhere', 404, {}],
    ['what nobody serves', '/nowhere', 404, {}],
    ['what is not supported', '/olla/ollama/api/pull', 501, { Authorization: 'Bearer k' }],
    ['a cleaned path', '//olla/models', 307, {}],
    ['a redirect', '/olla/ollama', 307, {}],
    ['what is too large', '/version', 413, { 'X-Large': '1' }],
    ['what is closed', '/internal/status', 403, {}],
    ['a controller', '/version', 200, {}],
  ])('%s says who may read it', async (_name, path, status, headers) => {
    const reply = await rig.ask(path, { headers: { Origin: APP, ...headers } });
    expect(reply.status).toBe(status);
    expect(reply.headers.get('access-control-allow-origin')).toBe(APP);
    expect(reply.headers.get('access-control-allow-credentials')).toBe('true');
    expect(reply.headers.get('vary')).toBe('Origin');
    const stranger = await rig.ask(path, { headers: { Origin: 'https://evil.example', ...headers } });
    expect(stranger.status).toBe(status);
    expect(stranger.headers.get('access-control-allow-origin')).toBeNull();
    expect(stranger.headers.get('vary')).toBe('Origin');
  });

  it('an OPTIONS that is no preflight goes on like any method', async () => {
    const reply = await rig.ask('/version', { method: 'OPTIONS', headers: { Origin: APP } });
    expect(reply.status).toBe(200);
    expect(reply.headers.get('access-control-allow-origin')).toBe(APP);
  });

  it('hears nothing of it while it is off, and follows the configuration', async () => {
    policy = undefined;
    expect((await rig.ask('/version', PREFLIGHT)).status).toBe(200);
    const reply = await rig.ask('/version', { headers: { Origin: APP } });
    expect([reply.headers.get('vary'), reply.headers.get('access-control-allow-origin')]).toEqual([
      null,
      null,
    ]);
    policy = corsPolicyOf({ ...SETTINGS, allowedOrigins: ['https://new.example'] });
    expect((await rig.ask('/version', PREFLIGHT)).headers.get('access-control-allow-origin')).toBeNull();
  });
});
