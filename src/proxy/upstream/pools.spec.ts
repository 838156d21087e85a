import { endpoint } from '../../../test/support/builders.js';
import { pem } from '../../../test/support/certificates.js';
import { TlsBackend } from '../../../test/support/tls-backend.js';
import { until } from '../../../test/support/until.js';
import type { Endpoint, EndpointTls } from '../../core/endpoint.js';
import { FleetStore } from '../../registry/index.js';
import { type PoolSettings, UpstreamPools } from './pools.js';

const TRUSTING: EndpointTls = { ca: pem('authority'), insecure: false };
const SETTINGS: PoolSettings = {
  connectionTimeout: 1_000,
  tlsHandshakeTimeout: 1_000,
  connectionKeepAlive: 1_000,
  pool: { maxConnections: 0 },
};

describe('UpstreamPools', () => {
  let settings: PoolSettings;
  let store: FleetStore;
  let pools: UpstreamPools;
  const backends: TlsBackend[] = [];

  beforeEach(() => {
    settings = SETTINGS;
    store = new FleetStore();
    const traits = { allowH2: false, maxHeaderBytes: 32 * 1024, capped: true };
    pools = new UpstreamPools(() => settings, traits, store);
  });
  afterEach(async () => {
    await pools.close();
    for (const backend of backends.splice(0)) await backend.stop();
  });

  async function backend(): Promise<TlsBackend> {
    const started = await new TlsBackend('a').start();
    backends.push(started);
    return started;
  }

  const get = async (of: Endpoint, path = '/health') => {
    const answer = await pools.get(of).request({ method: 'GET', path });
    return answer;
  };

  it('hands out one pool for as long as nothing about the connections changes', () => {
    const a = endpoint({ tls: TRUSTING });
    const pool = pools.get(a);
    expect(pools.get({ ...a, priority: 7, outboundHeaders: ['X-Team', 'red'] })).toBe(pool);
    settings = { ...SETTINGS };
    expect(pools.get(a)).toBe(pool);
  });

  it.each([
    { connectionTimeout: 2_000 },
    { tlsHandshakeTimeout: 2_000 },
    { connectionKeepAlive: 2_000 },
    { pool: { maxConnections: 3 } },
  ])('makes another one for %j', (change) => {
    const pool = pools.get(endpoint());
    settings = { ...SETTINGS, ...change };
    expect(pools.get(endpoint())).not.toBe(pool);
    expect(pool.closed).toBe(true);
  });

  it('makes another one when the TLS of the endpoint changes, and lets the old one finish', async () => {
    const server = await backend();
    let finish: () => void = () => undefined;
    server.behaviour = (reply) => {
      reply.writeHead(200);
      reply.write('begun ');
      finish = () => void reply.end('done');
    };
    const before = endpoint({ url: server.url, tls: TRUSTING });
    store.replaceEndpoints([before]);
    const streaming = await get(before, '/stream');
    const after = { ...before, tls: { ...TRUSTING, ca: pem('stranger') } };
    store.replaceEndpoints([after]);
    await expect(get(after)).rejects.toThrow('certificate');
    finish();
    expect(await streaming.body.text()).toBe('begun done');
    await until('the old connection is closed', () => server.connections === 0);
  });

  it('closes the pool of an endpoint that leaves, when its requests are done', async () => {
    const server = await backend();
    let finish: () => void = () => undefined;
    server.behaviour = (reply) => {
      reply.writeHead(200);
      finish = () => void reply.end('done');
      reply.write('begun ');
    };
    const leaving = endpoint({ url: server.url, tls: TRUSTING });
    store.replaceEndpoints([leaving, endpoint({ name: 'b', url: 'http://b' })]);
    const pool = pools.get(leaving);
    const streaming = await get(leaving, '/stream');
    store.replaceEndpoints([endpoint({ name: 'b', url: 'http://b' })]);
    expect(pool.closed).toBe(true);
    expect(server.connections).toBe(1);
    finish();
    expect(await streaming.body.text()).toBe('begun done');
    await until('the connection is closed', () => server.connections === 0);
  });

  it('keeps the pools of those who stay', () => {
    const stays = endpoint({ name: 'stays', url: 'http://stays' });
    store.replaceEndpoints([stays]);
    const pool = pools.get(stays);
    store.replaceEndpoints([{ ...stays, priority: 3 }, endpoint({ name: 'new', url: 'http://new' })]);
    expect(pools.get(stays)).toBe(pool);
  });

  it('gives connections of one use the same security', async () => {
    const server = await backend();
    const client = pools.fresh(endpoint({ url: server.url, tls: TRUSTING }));
    const { statusCode, body } = await client.request({ method: 'GET', path: '/health' });
    await Promise.all([body.dump(), client.close()]);
    expect(statusCode).toBe(200);
  });

  it('cuts what is left when it is closed', async () => {
    const server = await backend();
    server.behaviour = (reply) => void reply.writeHead(200);
    const a = endpoint({ url: server.url, tls: TRUSTING });
    store.replaceEndpoints([a]);
    const asking = get(a, '/silent');
    await until('it is asked', () => server.requests.length > 0);
    store.replaceEndpoints([]);
    await Promise.all([pools.close(), expect(asking).rejects.toThrow('destroyed')]);
    await until('the connection is closed', () => server.connections === 0);
  });
});
