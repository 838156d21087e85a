import { Global, Injectable, Module } from '@nestjs/common';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import {
  AccessConfig,
  ConfigControl,
  ConfigSource,
  EngineeringConfig,
  LimitsConfig,
  LiveAccessConfig,
  LiveEngineeringConfig,
  LiveLimitsConfig,
  type OllaConfig,
} from '../config/index.js';
import type { Endpoint } from '../core/endpoint.js';
import { Live } from '../core/live.js';
import { AppLogger } from '../core/logger.js';
import type { AttemptRecord, Outcome, OutcomeObserver } from '../core/outcome.js';
import { LogLevel } from '../logging/index.js';
import { CatalogueSource, FleetStore, RegistryModule } from '../registry/index.js';
import { type LimitSettings, ServerLimits } from '../security/index.js';
import { BreakerView } from './breaker-view.js';
import { StatusNames, RequestLogging } from './metrics-settings.js';
import { MetricsModule } from './metrics.module.js';
import { Observes } from './observes.js';
import { OutcomeHub } from './outcome-hub.js';
import { QueueView } from './queue-view.js';
import { StickyView } from './stats/sticky-report.js';
import { StatsService } from './stats.service.js';

const limits: LimitSettings = {
  requestLimits: { maxBodySize: 0, maxHeaderSize: 0 },
  rateLimits: {
    globalRequestsPerMinute: 0,
    perIpRequestsPerMinute: 0,
    healthRequestsPerMinute: 0,
    burstSize: 1,
    cleanupInterval: 0,
    trustProxyHeaders: false,
    trustedProxyCidrs: [],
  },
};
const proxy = { engine: 'olla', profile: 'auto', loadBalancer: 'priority' };
const logger = { debug: jest.fn(), info: jest.fn(), warn: jest.fn(), error: jest.fn() };
const breakers: BreakerView = { breakerView: () => ({ state: 'open', failures: 5 }) };
const endpoint = (name: string): Endpoint =>
  ({ name, url: `http://${name}:1`, type: 'ollama', profile: 'ollama', priority: 100 }) as Endpoint;

const catalogues = { provide: CatalogueSource, useValue: { of: () => ({ models: [] }) } };

@Module({ providers: [FleetStore, catalogues], exports: [FleetStore, CatalogueSource] })
class FleetOnlyModule {}

@Injectable()
@Observes()
class Audit implements OutcomeObserver {
  readonly seen: Outcome[] = [];
  observe(outcome: Outcome): void {
    this.seen.push(outcome);
  }
}

const config = { modelRegistry: { enableUnifier: true } } as OllaConfig;
const global = [
  { provide: ConfigSource, useValue: { current: config } },
  { provide: AppLogger, useValue: logger },
  { provide: LogLevel, useValue: { level: 'info' } },
  { provide: ServerLimits, useValue: new Live(limits) },
  { provide: LiveLimitsConfig, useValue: new Live(new LimitsConfig()) },
  { provide: LiveAccessConfig, useValue: new Live(new AccessConfig()) },
  { provide: StatusNames, useValue: new Live(proxy) },
  { provide: RequestLogging, useValue: new Live({ requestLogging: true }) },
  { provide: BreakerView, useValue: breakers },
  { provide: ConfigControl, useValue: { state: { generation: { number: 1 } } } },
  { provide: LiveEngineeringConfig, useValue: new Live(new EngineeringConfig()) },
  { provide: StickyView, useValue: { stickyView: () => ({ enabled: false, active: 0, evictions: 0 }) } },
  { provide: QueueView, useValue: { queueView: () => ({ requests: 0, bytes: 0 }) } },
];

@Global()
@Module({ providers: global, exports: global })
class EdgeModule {}

const attempt = (name: string, result: AttemptRecord['result']): AttemptRecord => ({
  endpointUrl: `http://${name}:1`,
  endpointName: name,
  startedMs: 0,
  durationMs: 5,
  result,
  status: 200,
  bytes: 10,
});

const outcome: Outcome = {
  requestId: 'rid-1',
  result: 'completed',
  status: 200,
  method: 'POST',
  path: '/v1/x',
  clientAddress: '203.0.113.1',
  endpointName: 'b',
  attempts: [attempt('a', 'failed'), attempt('b', 'success')],
  requestBytes: 1,
  responseBytes: 10,
  startedAt: Date.now(),
  durationMs: 5,
  streaming: false,
};

describe('MetricsModule', () => {
  let app: NestFastifyApplication;
  const get = (url: string, method: 'GET' | 'POST' | 'OPTIONS' = 'GET') => app.inject({ method, url });

  beforeEach(async () => {
    const testing = await Test.createTestingModule({
      imports: [EdgeModule, MetricsModule],
      providers: [Audit],
    })
      .overrideModule(RegistryModule)
      .useModule(FleetOnlyModule)
      .compile();
    app = testing.createNestApplication<NestFastifyApplication>(new FastifyAdapter(), { logger: false });
    await app.init();
    app.get(FleetStore, { strict: false }).replaceEndpoints([endpoint('a'), endpoint('b')]);
  });
  afterEach(() => app.close());

  it('tells every observer, ours and those of others', async () => {
    app.get(OutcomeHub).settle(outcome);
    await new Promise(setImmediate);
    expect(app.get(Audit).seen).toEqual([outcome]);
    expect(app.get(StatsService).totals).toMatchObject({ total: 2, failed: 1 });
    expect(logger.info).toHaveBeenCalledWith('Request completed', expect.objectContaining({ endpoint: 'b' }));
  });

  it.each(['GET', 'POST', 'OPTIONS'] as const)(
    'answers %s for the status pages and the version',
    async (method) => {
      const pages = ['/internal/status', '/internal/status/endpoints', '/internal/status/models', '/version'];
      for (const url of pages) {
        const answer = await get(url, method);
        expect([url, answer.statusCode, answer.headers['content-type']]).toEqual([
          url,
          200,
          'application/json',
        ]);
      }
    },
  );

  it('shows one truth on the pages and in the metrics', async () => {
    app.get(OutcomeHub).settle(outcome);
    await new Promise(setImmediate);
    const status = (await get('/internal/status')).json<{
      system: object;
      proxy: object;
      endpoints: object[];
    }>();
    const endpoints = (await get('/internal/status/endpoints')).json<{ endpoints: object[] }>();
    const metrics = await get('/internal/metrics');

    expect(status.proxy).toEqual({ engine: 'olla', profile: 'auto', balancer: 'priority' });
    expect(status.system).toMatchObject({ total_requests: 2, total_failures: 1, success_rate: '50.0%' });
    expect(status.endpoints[1]).toMatchObject({
      name: 'b',
      requests: 1,
      circuit_breaker: { state: 'open', failures: 5 },
    });
    expect(endpoints.endpoints[1]).toMatchObject({ name: 'b', request_count: 1, status: 'unknown' });
    expect(metrics.headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8');
    const lines = metrics.body.split('\n');
    for (const line of [
      'olla_requests_total 2',
      'olla_failures_total 1',
      'olla_outcomes_total{result="completed"} 1',
      'olla_outcomes_total{result="refused"} 0',
      'olla_endpoint_up{endpoint="a"} 0',
      'olla_endpoint_requests_total{endpoint="b"} 1',
      'olla_endpoint_traffic_bytes{endpoint="b"} 10',
      'olla_endpoint_connections{endpoint="a"} 0',
    ]) {
      expect(lines).toContain(line);
    }
  });

  it('groups the models only for who asks in exactly these words', async () => {
    const keys = async (query: string) =>
      Object.keys((await get(`/internal/status/models${query}`)).json<object>());
    await expect(keys('?detailed=true&group=family')).resolves.toContain('model_groups');
    await expect(keys('?detailed=TRUE&group=family')).resolves.not.toContain('model_groups');
    await expect(keys('?detailed=true')).resolves.not.toContain('model_groups');
  });

  it('forgets the counters of an endpoint that is configured no more', async () => {
    app.get(OutcomeHub).settle(outcome);
    await new Promise(setImmediate);
    app.get(FleetStore, { strict: false }).replaceEndpoints([endpoint('b')]);
    expect(app.get(StatsService).endpoint('http://a:1').total).toBe(0);
    expect(app.get(StatsService).endpoint('http://b:1').total).toBe(1);
    expect((await get('/internal/metrics')).body).not.toContain('endpoint="a"');
  });
});
