import { state as stateOf } from '../../test/support/builders.js';
import { forEachTest } from '../../test/support/fleet-rig.js';
import { HealthRig } from '../../test/support/health-rig.js';
import { UpstreamClosedError, UpstreamConnectError } from '../core/upstream-errors.js';

describe('HealthService', () => {
  const rig = forEachTest(new HealthRig());
  const { fail, probed, skip } = rig;
  const refused = (): UpstreamConnectError => new UpstreamConnectError('connection refused');

  describe('a failed connection', () => {
    it('puts the endpoint out at once and plans the probe', () => {
      rig.health.failed(rig.state().endpoint, refused(), 0, 'r1');
      expect(rig.state()).toMatchObject({ status: 'offline', demotedAt: Date.now() });
      expect(rig.check()).toMatchObject({
        lastCheckedAt: Date.now(),
        nextCheckAt: Date.now() + 100,
        consecutiveFailures: 1,
        backoffMultiplier: 2,
      });
      expect(rig.health.breakerView(rig.url()).failures).toBe(1);
      expect(rig.warned()).toEqual([
        [
          'Connection failed to endpoint, marking as unhealthy',
          { endpoint: 'a', error: 'connection refused', request_id: 'r1' },
        ],
      ]);
    });

    it('counts each of many at once, and is one change of the fleet', () => {
      const versions = new Set<number>();
      for (let i = 0; i < 20; i++) {
        rig.health.failed(rig.state().endpoint, refused(), 0);
        versions.add(rig.store.fleet.version);
        skip(1);
      }
      expect(versions.size).toBe(1);
      expect(rig.check()).toMatchObject({
        consecutiveFailures: 20,
        backoffMultiplier: 2,
      });
      expect(rig.warned().filter(([message]) => message.startsWith('Connection failed'))).toHaveLength(1);
    });

    it('does not make doubtful again what a probe has confirmed', () => {
      rig.health.failed(rig.state().endpoint, refused(), 0);
      probed('a', 'offline');
      rig.health.failed(rig.state().endpoint, refused(), 0);
      expect(rig.state()).toMatchObject({ status: 'offline', demotedAt: 0 });
    });

    it('builds on the record as it is now', () => {
      const { url } = rig.state().endpoint;
      const check = { ...rig.check(), latencyMs: 42, backoffMultiplier: 4 };
      rig.store.report(url, { status: 'busy', cause: 'probe', check });
      rig.health.failed(rig.state().endpoint, refused(), 0);
      expect(rig.store.checkOf(url)).toMatchObject({ latencyMs: 42, backoffMultiplier: 8 });
    });
  });

  it('asks for a probe after a connection that closed without an answer, without demotion', () => {
    rig.health.failed(rig.state().endpoint, new UpstreamClosedError('EOF'), 0);
    expect(rig.wishes).toEqual([rig.url()]);
    expect(rig.state().status).toBe('healthy');
    expect(rig.health.breakerView(rig.url()).failures).toBe(1);
  });

  it('asks for no probe after a time-out', () => {
    fail(1);
    expect(rig.wishes).toEqual([]);
  });

  describe('hold', () => {
    it('keeps an endpoint out for as long as it asked', () => {
      rig.health.hold(rig.state(), 2);
      expect(rig.health.admits(rig.state(), Date.now() + 1_999, false)).toBe(false);
      expect(rig.health.admit(rig.state(), Date.now() + 1_999, true)).toBeUndefined();
      expect(rig.health.admits(rig.state(), Date.now() + 2_000, false)).toBe(true);
      expect(rig.health.admits(rig.state('b'), Date.now(), false)).toBe(true);
    });

    it.each([
      [600, 60_000],
      [-5, 0],
    ])('takes %i s for %i ms', (seconds, ms) => {
      rig.health.hold(rig.state(), seconds);
      expect(rig.health.waitMs([rig.state()], Date.now())).toBe(ms);
    });

    it('is never shortened', () => {
      rig.health.hold(rig.state(), 30);
      rig.health.hold(rig.state(), 1);
      expect(rig.health.waitMs([rig.state()], Date.now())).toBe(30_000);
    });
  });

  describe('waitMs', () => {
    it('is nothing while an endpoint is free, or when there is none', () => {
      rig.health.hold(rig.state('b'), 9);
      expect(rig.health.waitMs([rig.state('b'), rig.state('a')], Date.now())).toBe(0);
      expect(rig.health.waitMs([], Date.now())).toBe(0);
    });

    it('is the shortest of all', () => {
      fail(5);
      rig.health.hold(rig.state('b'), 9);
      expect(rig.health.waitMs([rig.state('a')], Date.now())).toBe(30_000);
      expect(rig.health.waitMs([rig.state('a'), rig.state('b')], Date.now())).toBe(9_000);
    });

    it('is the longest of what keeps one endpoint out', () => {
      fail(5);
      rig.health.hold(rig.state(), 50);
      expect(rig.health.waitMs([rig.state()], Date.now())).toBe(50_000);
    });

    it('is the time to the next check of an endpoint that is away', () => {
      probed('a', 'offline');
      expect(rig.health.waitMs([rig.state()], Date.now() + 1_000)).toBe(4_000);
      expect(rig.health.waitMs([rig.state()], Date.now() + 9_000)).toBe(0);
    });

    it('is a second while a trial is under way', () => {
      fail(5);
      skip(30_001);
      rig.health.admit(rig.state(), Date.now(), false);
      expect(rig.health.waitMs([rig.state()], Date.now())).toBe(1_000);
    });
  });

  it('admits an endpoint that has never failed, known or not', () => {
    expect(rig.health.admit(stateOf({ name: 'stranger' }), Date.now(), false)).toBe(0);
  });
});
