import { endpoint } from '../../test/support/builders.js';
import { pair, pem } from '../../test/support/certificates.js';
import { TlsBackend } from '../../test/support/tls-backend.js';
import { until } from '../../test/support/until.js';
import type { EndpointTls } from '../core/endpoint.js';
import { Destination } from './destination.js';
import { SingleRequests } from './single-requests.js';

/** How it looks when the other side does not want our certificate, or the lack of one. */
const REFUSED = /certificate required|unknown ca|other side closed|ECONNRESET|disconnected/;
const TRUSTING: EndpointTls = { ca: pem('authority'), insecure: false };

describe('SingleRequests', () => {
  const servers: TlsBackend[] = [];
  const requests = new SingleRequests();
  const forever = new AbortController().signal;

  afterEach(async () => {
    await requests.close();
    for (const server of servers.splice(0)) await server.stop();
  });

  async function serve(backend: TlsBackend): Promise<TlsBackend> {
    servers.push(backend);
    return backend.start();
  }

  async function status(url: string, tls?: EndpointTls): Promise<number> {
    const place = Destination.of(`${url}/health`, endpoint({ url, tls }), []);
    const { statusCode, body } = await requests.get(place, forever);
    await body.dump();
    return statusCode;
  }

  it('trusts the authorities of the endpoint, and nobody else', async () => {
    const { url } = await serve(new TlsBackend('a'));
    expect(await status(url, TRUSTING)).toBe(200);
    await expect(status(url)).rejects.toThrow('unable to verify the first certificate');
    await expect(status(url, { ...TRUSTING, ca: pem('stranger') })).rejects.toThrow('certificate');
  });

  it('shows its own certificate where one is wanted', async () => {
    const backend = await serve(TlsBackend.mutual('a'));
    expect(await status(backend.url, { ...TRUSTING, ...pair('client') })).toBe(200);
    expect(backend.requests[0]!.caller).toBe('client');
    await expect(status(backend.url, TRUSTING)).rejects.toThrow(REFUSED);
    await expect(status(backend.url, { ...TRUSTING, ...pair('strange-client') })).rejects.toThrow(REFUSED);
  });

  it('wants the name that the endpoint is configured with', async () => {
    const { url } = await serve(new TlsBackend('a', pair('named')));
    expect(await status(url, { ...TRUSTING, serverName: 'gpu.test' })).toBe(200);
    await expect(status(url, TRUSTING)).rejects.toMatchObject({ code: 'ERR_TLS_CERT_ALTNAME_INVALID' });
  });

  it('takes what has run out only from an endpoint of which it takes anything', async () => {
    const { url } = await serve(new TlsBackend('a', pair('expired')));
    await expect(status(url, TRUSTING)).rejects.toMatchObject({ code: 'CERT_HAS_EXPIRED' });
    expect(await status(url, { insecure: true })).toBe(200);
    await expect(status(url, TRUSTING)).rejects.toMatchObject({ code: 'CERT_HAS_EXPIRED' });
  });

  it('keeps no connection', async () => {
    const backend = await serve(new TlsBackend('a'));
    const answers = await Promise.all([status(backend.url, TRUSTING), status(backend.url, TRUSTING)]);
    expect(answers).toEqual([200, 200]);
    await until('all are closed', () => backend.connections === 0);
  });

  it('lets go of everything when it is closed, and can be asked again', async () => {
    const backend = await serve(new TlsBackend('a'));
    backend.behaviour = () => undefined;
    const place = Destination.of(`${backend.url}/silent`, endpoint({ tls: TRUSTING }), []);
    const asking = requests.get(place, forever);
    await until('it is asked', () => backend.requests.length > 0);
    await Promise.all([requests.close(), expect(asking).rejects.toThrow('destroyed')]);
    expect(await status(backend.url, TRUSTING)).toBe(200);
  });
});
