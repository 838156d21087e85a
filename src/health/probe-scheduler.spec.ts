import { endpoint } from '../../test/support/builders.js';
import { forEachTest } from '../../test/support/fleet-rig.js';
import type { Observation } from './observation.js';
import { answer, failure, later, SchedulerRig, WELL } from '../../test/support/scheduler-rig.js';

describe('ProbeScheduler', () => {
  const rig = forEachTest(new SchedulerRig());
  const { pass, fleet, started } = rig;

  describe('the initial run', () => {
    it('probes every endpoint exactly once and waits for all, ten at a time', async () => {
      const names = Array.from({ length: 25 }, (_, i) => `e${i}`);
      for (const name of names) rig.prober.answers[name] = () => later(50, WELL);
      fleet(...names);
      let over = false;
      const run = rig.probes.runInitial().then(() => (over = true));
      await pass(149);
      expect(over).toBe(false);
      await pass(1);
      await run;
      expect(rig.prober.asked).toHaveLength(25);
      expect(rig.prober.mostInFlight).toBe(10);
      expect(rig.store.fleet.endpoints.every((state) => state.status === 'healthy')).toBe(true);
    });

    it('says how the endpoints are found', async () => {
      rig.prober.answers = { b: () => failure() };
      await started('a', 'b');
      expect(rig.messages('info')).toEqual([
        'Starting Health Checker Service',
        'Initialising health checks',
        'Endpoint initial status: a is Healthy',
        'Registered endpoints',
      ]);
      expect(rig.lines.find((line) => line.level === 'warn')).toMatchObject({
        message: 'Endpoint discovered offline: b',
        facts: { status: 'Offline', latency: '3ms', error_type: 1, status_code: 0, check_error: 'gone' },
      });
    });

    it('asks a silent endpoint every second for a minute, beginning a second after the whole run', async () => {
      rig.prober.answers = { a: () => failure(), b: () => failure('timeout'), slow: () => later(700, WELL) };
      fleet('a', 'b', 'slow');
      const began = Date.now();
      const run = rig.probes.runInitial();
      await pass(700);
      await run;
      expect(rig.check('a').nextCheckAt).toBe(began + 1_700);
      await pass(3_000);
      expect(rig.prober.times('a', began)).toEqual([0, 1_700, 2_700, 3_700]);
      expect(rig.prober.times('b', began)).toEqual([0, 1_700, 2_700, 3_700]);
      expect(rig.prober.asked.filter(({ name }) => name === 'a').map(({ attempts }) => attempts)).toEqual([
        3, 1, 1, 1,
      ]);
    });

    it.each([500, 401, 404])('follows the plain schedule after a first HTTP %i', async (code) => {
      rig.prober.answers = { a: () => answer(code) };
      const began = Date.now();
      await started('a');
      expect(rig.check('a').nextCheckAt - rig.check('a').lastCheckedAt).toBe(5_000);
      await pass(4_999);
      expect(rig.prober.asked).toHaveLength(1);
      await pass(10_001);
      expect(rig.prober.times('a', began)).toEqual([0, 5_000, 15_000]);
    });

    it('may be started before, and probes nobody twice', async () => {
      fleet('a', 'b');
      rig.probes.start();
      rig.probes.start();
      const run = rig.probes.runInitial();
      await pass(0);
      await run;
      expect(rig.prober.asked).toHaveLength(2);
    });
  });

  describe('the schedule', () => {
    it('honours the interval of each endpoint', async () => {
      const began = Date.now();
      rig.store.replaceEndpoints([
        endpoint({ name: 'quick', checkIntervalMs: 1_000 }),
        endpoint({ name: 'slow', checkIntervalMs: 7_000 }),
      ]);
      const run = rig.probes.runInitial();
      await pass(0);
      await run;
      await pass(7_500);
      expect(rig.prober.times('quick', began)).toEqual([0, 1_000, 2_000, 3_000, 4_000, 5_000, 6_000, 7_000]);
      expect(rig.prober.times('slow', began)).toEqual([0, 7_000]);
      expect(rig.check('slow')).toMatchObject({ lastCheckedAt: began + 7_000, nextCheckAt: began + 14_000 });
    });

    it('has five probes in flight at most, and never two of one endpoint', async () => {
      const names = Array.from({ length: 12 }, (_, i) => `e${i}`);
      await started(...names);
      rig.prober.mostInFlight = 0;
      for (const name of names) rig.prober.answers[name] = () => later(6_000, WELL);
      await pass(20_000);
      expect(rig.prober.mostInFlight).toBe(5);
      const last = new Map<string, number>();
      for (const { name, at } of rig.prober.asked.slice(12)) {
        expect(at - (last.get(name) ?? -Infinity)).toBeGreaterThanOrEqual(6_000);
        last.set(name, at);
      }
    });

    it('re-probes an endpoint that fails: quickly, then every second for a minute, then by back-off', async () => {
      await started('a');
      rig.prober.answers = { a: () => failure() };
      await pass(5_000);
      const left = Date.now();
      expect(rig.status('a')).toBe('offline');
      expect(rig.check('a').nextCheckAt).toBe(left + 100);
      await pass(3_600);
      expect(rig.prober.times('a', left).slice(1)).toEqual([0, 100, 250, 500, 1_500, 2_500, 3_500]);
      rig.prober.asked.length = 0;
      await pass(180_000);
      const at = rig.prober.times('a', left);
      expect(at.filter((time) => time <= 60_000)).toHaveLength(56);
      // The back-off goes on from the first failure; the check 10 s later finds the breaker open.
      expect(at.filter((time) => time > 60_000)).toEqual([89_501, 129_501]);
      expect(rig.check('a').nextCheckAt - left).toBe(189_501);
    });

    it('calls an endpoint offline when the breaker stands in for a check, and probes when it opens', async () => {
      rig.prober.answers = { a: () => answer(500) };
      const began = Date.now();
      await started('a');
      await pass(35_000);
      expect(rig.status('a')).toBe('offline');
      expect(rig.check('a')).toMatchObject({ consecutiveFailures: 4, nextCheckAt: began + 45_001 });
      rig.prober.answers = {};
      await pass(10_001);
      expect(rig.status('a')).toBe('healthy');
    });

    it('never opens the breaker for 401, 403 or 429', async () => {
      rig.prober.answers = { a: () => answer(401), b: () => answer(429, '0') };
      await started('a', 'b');
      await pass(600_000);
      expect(rig.status('a')).toBe('config_error');
      expect(rig.status('b')).toBe('rate_limited');
      expect(rig.lines.some((line) => line.facts['error_type'] === 4)).toBe(false);
    });

    it('tells the next check truthfully all the way', async () => {
      await started('a');
      rig.prober.answers = { a: () => failure() };
      for (let i = 0; i < 80; i++) {
        const { nextCheckAt } = rig.check('a');
        await pass(nextCheckAt - Date.now());
        expect(rig.check('a').lastCheckedAt).toBe(nextCheckAt);
      }
    });

    it('asks a backend that is loading its model every second, and counts no failure', async () => {
      await started('a');
      const left = Date.now() + 5_000;
      rig.prober.answers = { a: () => failure() };
      await pass(5_000);
      rig.prober.answers = { a: () => ({ ...answer(503), loading: true }) as Observation };
      await pass(200_000);
      expect(rig.status('a')).toBe('warming');
      expect(rig.check('a')).toMatchObject({ consecutiveFailures: 0, backoffMultiplier: 1 });
      expect(rig.prober.times('a', left).slice(1, 6)).toEqual([0, 100, 1_103, 2_106, 3_109]);
      rig.prober.answers = {};
      await pass(1_003);
      expect(rig.status('a')).toBe('healthy');
      expect(rig.messages('warn').at(-1)).toBe('Endpoint status changed: a');
      expect(rig.messages('info').at(-1)).toBe('Endpoint recovered: a is Healthy');
    });

    it('is back with the first good probe', async () => {
      await started('a');
      rig.prober.answers = { a: () => failure() };
      await pass(5_000);
      rig.prober.answers = {};
      await pass(100);
      expect(rig.status('a')).toBe('healthy');
      expect(rig.check('a')).toMatchObject({ consecutiveFailures: 0, backoffMultiplier: 1 });
      expect(rig.messages('info').slice(-2)).toEqual([
        'Endpoint recovered, triggering model discovery refresh',
        'Endpoint recovered: a is Healthy',
      ]);
      await pass(4_999);
      expect(rig.prober.asked).toHaveLength(3);
    });

    it('leaves a rate-limited endpoint alone for as long as it asked', async () => {
      await started('a');
      rig.prober.answers = { a: () => answer(429, '40') };
      await pass(5_000);
      expect(rig.status('a')).toBe('rate_limited');
      const { nextCheckAt, rateLimitedUntil } = rig.check('a');
      expect(nextCheckAt).toBe(Date.now() + 40_000);
      expect(rateLimitedUntil).toBe(nextCheckAt);
      rig.probes.probeSoon(rig.store.fleet.endpoints[0]!.endpoint.url);
      await pass(39_999);
      expect(rig.prober.asked).toHaveLength(2);
      await pass(1);
      expect(rig.prober.asked).toHaveLength(3);
    });

    it('goes on when a check throws', async () => {
      await started('a');
      rig.prober.answers = {
        a: () => {
          throw new Error('boom');
        },
      };
      await pass(5_000);
      expect(rig.status('a')).toBe('offline');
      expect(rig.messages('error')).toEqual(['Health check panic recovered for endpoint']);
      rig.prober.answers = {};
      await pass(100);
      expect(rig.status('a')).toBe('healthy');
    });

    it('goes on when a subscriber of the fleet throws', async () => {
      await started('a');
      rig.store.subscribe(() => {
        throw new Error('subscriber');
      });
      rig.prober.answers = { a: () => failure() };
      await pass(5_000);
      await pass(100);
      expect(rig.prober.asked.length).toBeGreaterThanOrEqual(3);
    });

    it('reminds every fifth time of an endpoint that stays away', async () => {
      await started('a');
      rig.prober.answers = { a: () => failure() };
      await pass(5_000 + 15_000);
      const reminders = rig.lines.filter((line) => line.message === 'Endpoint still having issues: a');
      expect(reminders.map(({ facts }) => facts['consecutive_failures'])).toEqual([6, 11, 16]);
    });
  });
});
