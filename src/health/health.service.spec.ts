import { endpoint, state as stateOf } from '../../test/support/builders.js';
import type { BreakerOptions } from '../core/circuit-breaker.js';
import type { EndpointState } from '../core/endpoint.js';
import { Live } from '../core/live.js';
import {
  UpstreamClosedError,
  UpstreamConnectError,
  UpstreamHeaderTimeoutError,
  UpstreamQueueTimeoutError,
  UpstreamStatusError,
  UpstreamStreamError,
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

  describe('the breaker', () => {
    it('opens at the fifth failure, of this endpoint alone', () => {
      fail(4);
      expect(health.admits(get(), now(), false)).toBe(true);
      fail(1);
      expect(health.admits(get(), now(), false)).toBe(false);
      expect(health.admit(get(), now(), false)).toBeUndefined();
      expect(health.admit(get('b'), now(), false)).toBe(0);
      expect(health.breakerView(get().endpoint.url)).toEqual({ state: 'open', failures: 5 });
      expect(health.breakerView(get('b').endpoint.url)).toEqual({ state: 'closed', failures: 0 });
      expect(get().status).toBe('healthy');
    });

    it('forgets failures with an answer', () => {
      fail(4);
      health.answered(get().endpoint, 0);
      fail(4);
      expect(health.admits(get(), now(), false)).toBe(true);
    });

    it('lets exactly one of 200 requests through after 30 s, whose answer closes it', () => {
      fail(5);
      pass(30_001);
      const tokens = Array.from({ length: 200 }, () => health.admit(get(), now(), false));
      const [token, ...others] = tokens.filter((taken) => taken !== undefined);
      expect(others).toEqual([]);
      health.answered(get().endpoint, token!);
      expect(health.admits(get(), now(), false)).toBe(true);
    });

    it('gives up a trial that has no verdict after 30 s', () => {
      fail(5);
      pass(30_001);
      const hung = health.admit(get(), now(), false)!;
      pass(29_999);
      expect(health.admit(get(), now(), false)).toBeUndefined();
      pass(1);
      const next = health.admit(get(), now(), false);
      expect(next).toBeGreaterThan(hung);
      health.answered(get().endpoint, hung);
      expect(health.admits(get(), now(), false)).toBe(false);
    });

    it('lets a trial out early only when another endpoint could save it', () => {
      fail(5);
      pass(3_001);
      expect(health.admits(get(), now(), false)).toBe(false);
      expect(health.admits(get(), now(), true)).toBe(true);
    });

    it('gives the slot of a cancelled trial to the next', () => {
      fail(5);
      pass(30_001);
      health.released(get().endpoint, health.admit(get(), now(), false)!);
      expect(health.admits(get(), now(), false)).toBe(true);
    });

    it.each([
      ['a full queue', new UpstreamQueueTimeoutError('no free connection')],
      ['a broken stream', new UpstreamStreamError('cut')],
    ])('does not count %s', (_what, failure) => {
      for (let i = 0; i < 9; i++) health.failed(get().endpoint, failure, 0);
      expect(health.breakerView(get().endpoint.url).failures).toBe(0);
    });

    it('gives the slot back when the trial proves nothing', () => {
      fail(5);
      pass(30_001);
      health.failed(
        get().endpoint,
        new UpstreamQueueTimeoutError('full'),
        health.admit(get(), now(), false)!,
      );
      expect(health.admits(get(), now(), false)).toBe(true);
    });

    it('counts blame afterwards, and passed-over statuses', () => {
      for (let i = 0; i < 3; i++) health.blame(get().endpoint, now());
      for (let i = 0; i < 2; i++) health.failed(get().endpoint, new UpstreamStatusError(503), 0);
      expect(health.admits(get(), now(), false)).toBe(false);
    });

    it('closes when a probe brings the endpoint back, not when one merely confirms that it is well', () => {
      fail(5);
      probed('a', 'healthy');
      expect(health.admits(get(), now(), false)).toBe(false);
      probed('a', 'offline');
      probed('a', 'healthy');
      expect(health.admits(get(), now(), false)).toBe(true);
    });

    it('is announced when it opens and closes, and not with each trial that fails', () => {
      const heard: string[] = [];
      const stop = health.onBreakerChange(({ name }, state) => void heard.push(`${name} ${state}`));
      fail(5);
      pass(30_001);
      fail(1);
      pass(30_001);
      health.answered(get().endpoint, health.admit(get(), now(), false)!);
      expect(heard).toEqual(['a open', 'a closed']);
      expect(warned).toEqual([
        ['Circuit breaker is open for endpoint', { endpoint: 'a', failures: 5, open_for: '30s' }],
      ]);
      stop();
      fail(5);
      expect(heard).toHaveLength(2);
    });

    it('follows changed options at once', () => {
      fail(2);
      options.set({ threshold: 3, openForMs: 1_000 });
      fail(1);
      expect(health.admits(get(), now(), false)).toBe(false);
      options.set({ threshold: 0, openForMs: 1_000 });
      fail(50);
      expect(health.admits(get(), now(), false)).toBe(true);
    });

    it('is gone with its endpoint', () => {
      fail(5);
      const { endpoint: gone } = get();
      store.replaceEndpoints([endpoint({ name: 'b' })]);
      health.failed(gone, timeout(), 0);
      health.blame(gone, now());
      expect(health.breakerView(gone.url)).toEqual({ state: 'closed', failures: 0 });
    });
  });

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
