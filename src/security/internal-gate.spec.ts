import type { IncomingMessage } from 'node:http';
import { Live } from '../core/live.js';
import { InternalGate, type InternalGateSettings } from './internal-gate.js';
import type { LimitedRequest } from './limited-request.js';

const accessPolicy = { allowedCidrs: ['127.0.0.0/8'], allowedHosts: ['localhost'] };

function setup(gateInternalApi = true) {
  const dashboard = new Live<InternalGateSettings>({ gateInternalApi, accessPolicy });
  const log = { debug: jest.fn(), info: jest.fn(), warn: jest.fn(), error: jest.fn() };
  const gate = new InternalGate(dashboard, log);
  const ask = (route: string, peer = '10.0.0.1', host: string | undefined = 'localhost') => {
    const headers = { host, 'x-forwarded-for': '127.0.0.1', forwarded: 'for=127.0.0.1' };
    const raw = { method: 'GET', url: `${route}?key=secret`, headers } as unknown as IncomingMessage;
    const request: LimitedRequest = {
      raw,
      ollaId: 'rid-1',
      ollaHeaders: [],
      caller: undefined,
      clientAddress: '127.0.0.1',
      peerAddress: peer,
    };
    return gate.check(request, route);
  };
  return { dashboard, log, ask };
}

describe('InternalGate', () => {
  it.each([
    '/internal/status',
    '/internal/metrics',
    '/internal/admin/v1/endpoints',
    '/internal/*',
    '/version',
  ])('keeps a stranger from %s, whatever he says of whom he calls for', (route) => {
    const { ask } = setup();
    expect(ask(route)?.message).toBe(
      '403 forbidden: ip not in allowed range (ip=10.0.0.1, host=localhost). Adjust dashboard.access_policy.allowed_hosts (or allowed_cidrs) in your config.',
    );
    expect(ask(route, '127.0.0.1', 'evil.example')?.message).toContain('host not accepted');
    expect(ask(route, '127.0.0.1')).toBeUndefined();
  });

  it.each([
    '/internal/health',
    '/internal/health/live',
    '/internal/health/ready',
    '/olla/*',
    '/versions',
    '',
  ])('leaves %p alone', (route) => expect(setup().ask(route)).toBeUndefined());

  it('leaves all alone when it is off, and follows the configuration', () => {
    const { ask, dashboard } = setup(false);
    expect(ask('/internal/status')).toBeUndefined();
    dashboard.set({ gateInternalApi: true, accessPolicy });
    expect(ask('/internal/status')?.status).toBe(403);
    dashboard.set({ gateInternalApi: true, accessPolicy: { ...accessPolicy, allowedCidrs: ['10.0.0.0/8'] } });
    expect(ask('/internal/status')).toBeUndefined();
  });

  it('logs whom it refused and which key decides, without the query', () => {
    const { ask, log } = setup();
    ask('/version');
    expect(log.warn).toHaveBeenCalledWith('Request rejected', {
      request_id: 'rid-1',
      reason: 'ip not in allowed range',
      config_key: 'dashboard.access_policy.allowed_cidrs',
      method: 'GET',
      path: '/version',
      client_ip: '10.0.0.1',
      host: 'localhost',
    });
  });
});
