import { Global, Module } from '@nestjs/common';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { endpoint } from '../../test/support/builders.js';
import type { EndpointStatus } from '../core/endpoint.js';
import { Live } from '../core/live.js';
import { AppLogger } from '../core/logger.js';
import { FleetStore, RegistryModule } from '../registry/index.js';
import { HealthModule, HealthOptions, HealthService, ProbeScheduler, Readiness } from './index.js';

const quiet = (): void => undefined;
const silent: AppLogger = { debug: quiet, info: quiet, warn: quiet, error: quiet };

@Module({ providers: [FleetStore], exports: [FleetStore] })
class FakeRegistry {}

@Global()
@Module({
  providers: [
    { provide: AppLogger, useValue: silent },
    { provide: HealthOptions, useValue: new Live({ threshold: 5, openForMs: 30_000 }) },
  ],
  exports: [AppLogger, HealthOptions],
})
class Foundation {}

describe('HealthModule', () => {
  let app: NestFastifyApplication;
  let store: FleetStore;
  let base: string;

  beforeEach(async () => {
    const building = Test.createTestingModule({ imports: [Foundation, HealthModule] });
    const module = await building.overrideModule(RegistryModule).useModule(FakeRegistry).compile();
    app = module.createNestApplication<NestFastifyApplication>(new FastifyAdapter());
    await app.listen(0, '127.0.0.1');
    base = await app.getUrl();
    store = app.get(FleetStore);
    store.replaceEndpoints([endpoint({ name: 'a' }), endpoint({ name: 'b', index: 1 })]);
  });

  afterEach(() => app.close());

  function report(name: string, status: EndpointStatus): void {
    const { url } = store.fleet.byName.get(name)!.endpoint;
    store.report(url, { status, cause: 'probe', check: store.checkOf(url) });
  }

  it.each(['GET', 'POST', 'DELETE'])(
    'answers %s /internal/health whatever the backends do',
    async (method) => {
      const answer = await fetch(`${base}/internal/health`, { method });
      expect(answer.status).toBe(200);
      expect(answer.headers.get('content-type')).toBe('application/json');
      expect(await answer.text()).toBe('{"status":"healthy"}');
    },
  );

  it('answers HEAD without a body', async () => {
    const answer = await fetch(`${base}/internal/health`, { method: 'HEAD' });
    expect([answer.status, await answer.text()]).toEqual([200, '']);
  });

  it('is live', async () => {
    const answer = await fetch(`${base}/internal/health/live`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('cache-control')).toContain('no-store');
    expect(await answer.json()).toMatchObject({ status: 'ok', details: { process: { status: 'up' } } });
  });

  it('is not ready until an endpoint can take requests', async () => {
    const before = await fetch(`${base}/internal/health/ready`);
    expect(before.status).toBe(503);
    expect(await before.json()).toMatchObject({
      status: 'error',
      error: {
        fleet: { status: 'down', message: 'no endpoint can take requests', routable: 0, endpoints: 2 },
      },
    });
    report('b', 'busy');
    const after = await fetch(`${base}/internal/health/ready`, { method: 'POST' });
    expect(after.status).toBe(200);
    expect(await after.json()).toMatchObject({
      status: 'ok',
      details: { fleet: { routable: 1, endpoints: 2 } },
    });
  });

  it('is live but not ready while it drains', async () => {
    report('a', 'healthy');
    app.get(Readiness).drain();
    expect(app.get(Readiness).isDraining).toBe(true);
    const ready = await fetch(`${base}/internal/health/ready`);
    expect(ready.status).toBe(503);
    expect(await ready.json()).toMatchObject({ error: { fleet: { message: 'shutting down' } } });
    expect((await fetch(`${base}/internal/health/live`)).status).toBe(200);
  });

  it('provides the doors for the request path and the start', () => {
    expect(app.get(HealthService).admits(store.fleet.endpoints[0]!, Date.now(), false)).toBe(true);
    expect(app.get(ProbeScheduler)).toBeInstanceOf(ProbeScheduler);
  });
});
