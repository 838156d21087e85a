import { endpoint } from '../../test/support/builders.js';
import { forEachTest } from '../../test/support/fleet-rig.js';
import { answer, failure, later, never, SchedulerRig, WELL } from '../../test/support/scheduler-rig.js';

describe('ProbeScheduler, over its life', () => {
  const rig = forEachTest(new SchedulerRig());
  const { pass, fleet, started } = rig;

  describe('when the fleet changes', () => {
    it('probes what is new and forgets what is gone', async () => {
      await started('a');
      fleet('b');
      await pass(0);
      expect(rig.status('b')).toBe('healthy');
      await pass(20_000);
      expect(rig.prober.asked.filter(({ name }) => name === 'a')).toHaveLength(1);
    });

    it('discards the probe of an endpoint that was removed meanwhile', async () => {
      await started('a', 'b');
      rig.prober.answers = { a: () => later(300, failure()) };
      await pass(5_000);
      fleet('b');
      await pass(300);
      expect(rig.messages('warn')).toEqual([]);
      expect(rig.messages('debug')).toContain('Discarded a health check');
    });

    it('discards the probe of an endpoint that was replaced, and probes the new one at once', async () => {
      await started('a');
      rig.prober.answers = { a: () => never() };
      await pass(5_000);
      rig.prober.answers = { a: () => answer(401) };
      rig.store.replaceEndpoints([endpoint({ name: 'a', healthUrl: 'http://a:11434/other' })]);
      await pass(100);
      expect(rig.status('a')).toBe('config_error');
    });

    it('leaves the probe of an endpoint alone whose probing did not change', async () => {
      await started('a');
      rig.prober.answers = { a: () => later(300, answer(500)) };
      await pass(5_000);
      rig.store.replaceEndpoints([endpoint({ name: 'a', priority: 7 })]);
      await pass(300);
      expect(rig.status('a')).toBe('unhealthy');
      expect(rig.prober.asked).toHaveLength(2);
    });

    it('asks a silent newcomer every second', async () => {
      await started('a');
      rig.prober.answers = { b: () => failure() };
      const began = Date.now();
      fleet('a', 'b');
      await pass(2_500);
      expect(rig.prober.times('b', began)).toEqual([0, 1_000, 2_000]);
    });
  });

  describe('forced runs', () => {
    it('need a running checker', async () => {
      await expect(rig.probes.runAll()).rejects.toThrow(
        'run_health_check failed for endpoint health_checker: health checker is not running',
      );
    });

    it('may be many at once without probing anybody twice', async () => {
      await started('a', 'b');
      rig.prober.answers = { a: () => later(50, WELL), b: () => later(50, WELL) };
      const runs = Promise.all(Array.from({ length: 10 }, () => rig.probes.runAll()));
      await pass(50);
      await runs;
      expect(rig.prober.asked).toHaveLength(4);
    });
  });

  describe('stop', () => {
    it('ends probes under way promptly and writes nothing of them', async () => {
      await started('a');
      rig.prober.answers = { a: () => never() };
      await pass(5_000);
      await Promise.all([rig.probes.stop(), rig.probes.stop()]);
      expect(rig.status('a')).toBe('healthy');
      expect(rig.prober.closed).toBe(true);
      expect(jest.getTimerCount()).toBe(0);
    });

    it('lets the initial run end', async () => {
      rig.prober.answers = { a: () => never() };
      fleet('a', 'b');
      const run = rig.probes.runInitial();
      await pass(10);
      await rig.probes.stop();
      await run;
      expect(jest.getTimerCount()).toBe(0);
    });

    it('can be followed by another start', async () => {
      await started('a');
      await rig.probes.stop();
      rig.probes.start();
      await pass(5_000);
      expect(rig.prober.asked).toHaveLength(2);
    });
  });

  describe('subscribers', () => {
    it('hear of recoveries, but not of the first good probe', async () => {
      const recovered: string[] = [];
      rig.probes.onRecovered(({ endpoint: { name }, status: now }) => void recovered.push(`${name} ${now}`));
      await started('a');
      expect(recovered).toEqual([]);
      for (const bad of [answer(401), answer(500), failure()]) {
        rig.prober.answers = { a: () => bad };
        await pass(5_000);
        rig.prober.answers = {};
        await pass(1_000);
      }
      expect(recovered).toEqual(['a healthy', 'a healthy', 'a healthy']);
    });

    it('hear of endpoints that leave rotation, by a probe or by traffic', async () => {
      const left: string[] = [];
      rig.probes.onLeft(({ status: now }) => void left.push(now));
      await started('a');
      rig.prober.answers = { a: () => answer(500) };
      await pass(5_000);
      expect(left).toEqual(['unhealthy']);
      rig.prober.answers = { a: () => failure() };
      await pass(100);
      rig.prober.answers = {};
      await pass(1_000);
      rig.demote('a');
      await pass(0);
      expect(left).toEqual(['unhealthy', 'offline']);
    });

    it('hold nobody up, and are given up after ten seconds', async () => {
      await started('a');
      rig.probes.onRecovered(() => new Promise(() => undefined));
      rig.probes.onRecovered(() => {
        throw new Error('no');
      });
      rig.demote('a');
      await pass(100);
      expect(rig.status('a')).toBe('healthy');
      expect(rig.messages('warn')).toContain('Failed to execute recovery callback');
      await pass(9_999);
      expect(rig.messages('warn')).not.toContain('Recovery callback timed out');
      await pass(1);
      expect(rig.messages('warn')).toContain('Recovery callback timed out');
    });
  });
});
