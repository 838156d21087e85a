import { endpoint, state as stateOf } from '../../test/support/builders.js';
import type { BreakerOptions } from '../core/circuit-breaker.js';
import type { EndpointState } from '../core/endpoint.js';
import { Live } from '../core/live.js';
import {
  UpstreamClosedError,
  UpstreamConnectError,
  UpstreamHeaderTimeoutError,
} from '../core/upstream-errors.js';
import { FleetStore } from '../registry/index.js';
import { HealthService } from './health.service.js';

describe('HealthService', () => {
  let store: FleetStore;
  let options: Live<BreakerOptions>;
  let health: HealthService;
  let wishes: string[];
  let warned: Array<[string, object | undefined]>;

  beforeEach(() => {
    jest.useFakeTimers({ now: 1_000_000 });
    store = new FleetStore();
    options = new Live<BreakerOptions>({ threshold: 5, openForMs: 30_000 });
    wishes = [];
    warned = [];
    const quiet = (): void => undefined;
    const warn = (message: string, facts?: object): void => void warned.push([message, facts]);
    const log = { debug: quiet, info: quiet, warn, error: quiet };
    health = new HealthService(store, { probeSoon: (url) => void wishes.push(url) }, options, log);
    store.replaceEndpoints([endpoint({ name: 'a' }), endpoint({ name: 'b', index: 1 })]);
    for (const { endpoint: found } of store.fleet.endpoints) probed(found.name, 'healthy');
  });

  afterEach(() => jest.useRealTimers());

  const get = (name = 'a'): EndpointState => store.fleet.byName.get(name)!;
  const now = (): number => Date.now();
  const pass = (ms: number): void => jest.setSystemTime(Date.now() + ms);
  const timeout = (): UpstreamHeaderTimeoutError => new UpstreamHeaderTimeoutError('late');
  const refused = (): UpstreamConnectError => new UpstreamConnectError('connection refused');

  function probed(name: string, status: EndpointState['status']): void {
    const { url } = get(name).endpoint;
    store.report(url, {
      status,
      cause: 'probe',
      check: { ...store.checkOf(url), nextCheckAt: now() + 5_000 },
    });
  }

  function fail(times: number, name = 'a'): void {
    for (let i = 0; i < times; i++)
      health.failed(get(name).endpoint, timeout(), health.admit(get(name), now(), false) ?? 0);
  }

  describe('a failed connection', () => {
    it('puts the endpoint out at once and plans the probe', () => {
      health.failed(get().endpoint, refused(), 0, 'r1');
      expect(get()).toMatchObject({ status: 'offline', demotedAt: now() });
      expect(store.checkOf(get().endpoint.url)).toMatchObject({
        lastCheckedAt: now(),
        nextCheckAt: now() + 100,
        consecutiveFailures: 1,
        backoffMultiplier: 2,
      });
      expect(health.breakerView(get().endpoint.url).failures).toBe(1);
      expect(warned).toEqual([
        [
          'Connection failed to endpoint, marking as unhealthy',
          { endpoint: 'a', error: 'connection refused', request_id: 'r1' },
        ],
      ]);
    });

    it('counts each of many at once, and is one change of the fleet', () => {
      const versions = new Set<number>();
      for (let i = 0; i < 20; i++) {
        health.failed(get().endpoint, refused(), 0);
        versions.add(store.fleet.version);
        pass(1);
      }
      expect(versions.size).toBe(1);
      expect(store.checkOf(get().endpoint.url)).toMatchObject({
        consecutiveFailures: 20,
        backoffMultiplier: 2,
      });
      expect(warned.filter(([message]) => message.startsWith('Connection failed'))).toHaveLength(1);
    });

    it('does not make doubtful again what a probe has confirmed', () => {
      health.failed(get().endpoint, refused(), 0);
      probed('a', 'offline');
      health.failed(get().endpoint, refused(), 0);
      expect(get()).toMatchObject({ status: 'offline', demotedAt: 0 });
    });

    it('builds on the record as it is now', () => {
      const { url } = get().endpoint;
      const check = { ...store.checkOf(url), latencyMs: 42, backoffMultiplier: 4 };
      store.report(url, { status: 'busy', cause: 'probe', check });
      health.failed(get().endpoint, refused(), 0);
      expect(store.checkOf(url)).toMatchObject({ latencyMs: 42, backoffMultiplier: 8 });
    });
  });

  it('asks for a probe after a connection that closed without an answer, without demotion', () => {
    health.failed(get().endpoint, new UpstreamClosedError('EOF'), 0);
    expect(wishes).toEqual([get().endpoint.url]);
    expect(get().status).toBe('healthy');
    expect(health.breakerView(get().endpoint.url).failures).toBe(1);
  });

  it('asks for no probe after a time-out', () => {
    fail(1);
    expect(wishes).toEqual([]);
  });

  describe('hold', () => {
    it('keeps an endpoint out for as long as it asked', () => {
      health.hold(get(), 2);
      expect(health.admits(get(), now() + 1_999, false)).toBe(false);
      expect(health.admit(get(), now() + 1_999, true)).toBeUndefined();
      expect(health.admits(get(), now() + 2_000, false)).toBe(true);
      expect(health.admits(get('b'), now(), false)).toBe(true);
    });

    it.each([
      [600, 60_000],
      [-5, 0],
    ])('takes %i s for %i ms', (seconds, ms) => {
      health.hold(get(), seconds);
      expect(health.waitMs([get()], now())).toBe(ms);
    });

    it('is never shortened', () => {
      health.hold(get(), 30);
      health.hold(get(), 1);
      expect(health.waitMs([get()], now())).toBe(30_000);
    });
  });

  describe('waitMs', () => {
    it('is nothing while an endpoint is free, or when there is none', () => {
      health.hold(get('b'), 9);
      expect(health.waitMs([get('b'), get('a')], now())).toBe(0);
      expect(health.waitMs([], now())).toBe(0);
    });

    it('is the shortest of all', () => {
      fail(5);
      health.hold(get('b'), 9);
      expect(health.waitMs([get('a')], now())).toBe(30_000);
      expect(health.waitMs([get('a'), get('b')], now())).toBe(9_000);
    });

    it('is the longest of what keeps one endpoint out', () => {
      fail(5);
      health.hold(get(), 50);
      expect(health.waitMs([get()], now())).toBe(50_000);
    });

    it('is the time to the next check of an endpoint that is away', () => {
      probed('a', 'offline');
      expect(health.waitMs([get()], now() + 1_000)).toBe(4_000);
      expect(health.waitMs([get()], now() + 9_000)).toBe(0);
    });

    it('is a second while a trial is under way', () => {
      fail(5);
      pass(30_001);
      health.admit(get(), now(), false);
      expect(health.waitMs([get()], now())).toBe(1_000);
    });
  });

  it('admits an endpoint that has never failed, known or not', () => {
    expect(health.admit(stateOf({ name: 'stranger' }), now(), false)).toBe(0);
  });
});
