import { endpoint } from '../../test/support/builders.js';
import type { BreakerOptions } from '../core/circuit-breaker.js';
import type { EndpointState } from '../core/endpoint.js';
import { Live } from '../core/live.js';
import {
  UpstreamHeaderTimeoutError,
  UpstreamQueueTimeoutError,
  UpstreamStatusError,
  UpstreamStreamError,
} from '../core/upstream-errors.js';
import { FleetStore } from '../registry/index.js';
import { HealthService } from './health.service.js';

describe('HealthService, its breakers', () => {
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
});
