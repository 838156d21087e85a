import { forEachTest } from '../../test/support/fleet-rig.js';
import { HealthRig } from '../../test/support/health-rig.js';
import {
  UpstreamHeaderTimeoutError,
  UpstreamQueueTimeoutError,
  UpstreamStatusError,
  UpstreamStreamError,
} from '../core/upstream-errors.js';

describe('HealthService, its breakers', () => {
  const rig = forEachTest(new HealthRig());
  const { fail, fleet, probed, skip } = rig;

  describe('the breaker', () => {
    it('closes when the model of a backend that was away has been loaded', () => {
      fail(5);
      probed('a', 'offline');
      probed('a', 'warming');
      expect(rig.health.admits(rig.state(), Date.now(), false)).toBe(false);
      probed('a', 'healthy');
      expect(rig.health.admits(rig.state(), Date.now(), false)).toBe(true);
    });

    it('opens at the fifth failure, of this endpoint alone', () => {
      fail(4);
      expect(rig.health.admits(rig.state(), Date.now(), false)).toBe(true);
      fail(1);
      expect(rig.health.admits(rig.state(), Date.now(), false)).toBe(false);
      expect(rig.health.admit(rig.state(), Date.now(), false)).toBeUndefined();
      expect(rig.health.admit(rig.state('b'), Date.now(), false)).toBe(0);
      expect(rig.health.breakerView(rig.url())).toEqual({ state: 'open', failures: 5 });
      expect(rig.health.breakerView(rig.url('b'))).toEqual({ state: 'closed', failures: 0 });
      expect(rig.state().status).toBe('healthy');
    });

    it('opens by hand, announces it, and closes after the usual time or by hand', () => {
      const news: string[] = [];
      const end = rig.health.onBreakerChange((_, state) => news.push(state));
      const { endpoint } = rig.state();
      rig.health.forceBreaker(endpoint, 'open');
      rig.health.answered(endpoint, 0);
      expect(rig.health.admits(rig.state(), Date.now(), false)).toBe(false);
      expect(rig.health.breakerWaitMs(rig.url())).toBe(30_000);
      skip(30_001);
      rig.health.answered(endpoint, rig.health.admit(rig.state(), Date.now(), false)!);
      expect(rig.health.breakerView(rig.url())).toEqual({ state: 'closed', failures: 0 });
      rig.health.forceBreaker(endpoint, 'open');
      rig.health.forceBreaker(endpoint, 'closed');
      expect(rig.health.breakerWaitMs(rig.url())).toBe(0);
      expect(news).toEqual(['open', 'closed', 'open', 'closed']);
      end();
    });

    it('forgets failures with an answer', () => {
      fail(4);
      rig.health.answered(rig.state().endpoint, 0);
      fail(4);
      expect(rig.health.admits(rig.state(), Date.now(), false)).toBe(true);
    });

    it('lets exactly one of 200 requests through after 30 s, whose answer closes it', () => {
      fail(5);
      skip(30_001);
      const tokens = Array.from({ length: 200 }, () => rig.health.admit(rig.state(), Date.now(), false));
      const [token, ...others] = tokens.filter((taken) => taken !== undefined);
      expect(others).toEqual([]);
      rig.health.answered(rig.state().endpoint, token!);
      expect(rig.health.admits(rig.state(), Date.now(), false)).toBe(true);
    });

    it('gives up a trial that has no verdict after 30 s', () => {
      fail(5);
      skip(30_001);
      const hung = rig.health.admit(rig.state(), Date.now(), false)!;
      skip(29_999);
      expect(rig.health.admit(rig.state(), Date.now(), false)).toBeUndefined();
      skip(1);
      const next = rig.health.admit(rig.state(), Date.now(), false);
      expect(next).toBeGreaterThan(hung);
      rig.health.answered(rig.state().endpoint, hung);
      expect(rig.health.admits(rig.state(), Date.now(), false)).toBe(false);
    });

    it('lets a trial out early only when another endpoint could save it', () => {
      fail(5);
      skip(3_001);
      expect(rig.health.admits(rig.state(), Date.now(), false)).toBe(false);
      expect(rig.health.admits(rig.state(), Date.now(), true)).toBe(true);
    });

    it('gives the slot of a cancelled trial to the next', () => {
      fail(5);
      skip(30_001);
      rig.health.released(rig.state().endpoint, rig.health.admit(rig.state(), Date.now(), false)!);
      expect(rig.health.admits(rig.state(), Date.now(), false)).toBe(true);
    });

    it.each([
      ['a full queue', new UpstreamQueueTimeoutError('no free connection')],
      ['a broken stream', new UpstreamStreamError('cut')],
    ])('does not count %s', (_what, failure) => {
      for (let i = 0; i < 9; i++) rig.health.failed(rig.state().endpoint, failure, 0);
      expect(rig.health.breakerView(rig.url()).failures).toBe(0);
    });

    it('gives the slot back when the trial proves nothing', () => {
      fail(5);
      skip(30_001);
      rig.health.failed(
        rig.state().endpoint,
        new UpstreamQueueTimeoutError('full'),
        rig.health.admit(rig.state(), Date.now(), false)!,
      );
      expect(rig.health.admits(rig.state(), Date.now(), false)).toBe(true);
    });

    it('counts blame afterwards, and passed-over statuses', () => {
      for (let i = 0; i < 3; i++) rig.health.blame(rig.state().endpoint, Date.now());
      for (let i = 0; i < 2; i++) rig.health.failed(rig.state().endpoint, new UpstreamStatusError(503), 0);
      expect(rig.health.admits(rig.state(), Date.now(), false)).toBe(false);
    });

    it('closes when a probe brings the endpoint back, not when one merely confirms that it is well', () => {
      fail(5);
      probed('a', 'healthy');
      expect(rig.health.admits(rig.state(), Date.now(), false)).toBe(false);
      probed('a', 'offline');
      probed('a', 'healthy');
      expect(rig.health.admits(rig.state(), Date.now(), false)).toBe(true);
    });

    it('is announced when it opens and closes, and not with each trial that fails', () => {
      const heard: string[] = [];
      const stop = rig.health.onBreakerChange(({ name }, state) => void heard.push(`${name} ${state}`));
      fail(5);
      skip(30_001);
      fail(1);
      skip(30_001);
      rig.health.answered(rig.state().endpoint, rig.health.admit(rig.state(), Date.now(), false)!);
      expect(heard).toEqual(['a open', 'a closed']);
      expect(rig.warned()).toEqual([
        ['Circuit breaker is open for endpoint', { endpoint: 'a', failures: 5, open_for: '30s' }],
      ]);
      stop();
      fail(5);
      expect(heard).toHaveLength(2);
    });

    it('follows changed options at once', () => {
      fail(2);
      rig.options.set({ threshold: 3, openForMs: 1_000 });
      fail(1);
      expect(rig.health.admits(rig.state(), Date.now(), false)).toBe(false);
      rig.options.set({ threshold: 0, openForMs: 1_000 });
      fail(50);
      expect(rig.health.admits(rig.state(), Date.now(), false)).toBe(true);
    });

    it('is gone with its endpoint', () => {
      fail(5);
      const { endpoint: gone } = rig.state();
      fleet('b');
      rig.health.failed(gone, new UpstreamHeaderTimeoutError('late'), 0);
      rig.health.blame(gone, Date.now());
      expect(rig.health.breakerView(gone.url)).toEqual({ state: 'closed', failures: 0 });
    });
  });
});
