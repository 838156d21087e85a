import { forEachTest } from '../../test/support/fleet-rig.js';
import { answer, failure, later, never, SchedulerRig, WELL } from '../../test/support/scheduler-rig.js';

describe('ProbeScheduler, prompted', () => {
  const rig = forEachTest(new SchedulerRig());
  const { pass, started } = rig;

  describe('after a demotion by traffic', () => {
    it('probes 100 ms later, once, and takes the endpoint back', async () => {
      await started('a');
      const began = Date.now();
      rig.demote('a');
      await pass(99);
      expect(rig.prober.times('a', began)).toEqual([0]);
      await pass(1);
      expect(rig.prober.times('a', began)).toEqual([0, 100]);
      expect(rig.prober.asked.at(-1)!.attempts).toBe(1);
      expect(rig.store.fleet.endpoints[0]).toMatchObject({ status: 'healthy', demotedAt: 0 });
    });

    it('confirms the failure with the first bad probe', async () => {
      await started('a');
      rig.prober.answers = { a: () => failure() };
      rig.demote('a');
      expect(rig.store.fleet.endpoints[0]!.demotedAt).toBeGreaterThan(0);
      await pass(100);
      expect(rig.store.fleet.endpoints[0]).toMatchObject({ status: 'offline', demotedAt: 0 });
    });

    it('does not let the good news of an older probe undo it, and asks again', async () => {
      await started('a');
      rig.prober.answers = { a: () => later(500, WELL) };
      await pass(5_000);
      await pass(200);
      rig.demote('a');
      await pass(299);
      rig.prober.answers = { a: () => never() };
      await pass(1);
      expect(rig.status('a')).toBe('offline');
      await pass(1);
      expect(rig.prober.asked).toHaveLength(3);
      expect(rig.store.fleet.endpoints[0]!.demotedAt).toBeGreaterThan(0);
    });

    it('lets the bad news of an older probe confirm it', async () => {
      await started('a');
      rig.prober.answers = { a: () => later(500, failure()) };
      await pass(5_200);
      rig.demote('a');
      await pass(300);
      expect(rig.store.fleet.endpoints[0]).toMatchObject({ status: 'offline', demotedAt: 0 });
      rig.prober.answers = {};
      await pass(250);
      expect(rig.status('a')).toBe('healthy');
    });

    it('is not held up by an open breaker of the probes', async () => {
      await started('a');
      rig.prober.answers = { a: () => failure() };
      await pass(10_000);
      rig.prober.answers = {};
      await pass(1_000);
      expect(rig.status('a')).toBe('healthy');
    });
  });

  describe('probeSoon', () => {
    const url = 'http://a:11434';

    it('makes one probe of any number of wishes within 100 ms', async () => {
      await started('a');
      await pass(1_000);
      for (let i = 0; i < 50; i++) rig.probes.probeSoon(url);
      await pass(0);
      for (let i = 0; i < 50; i++) rig.probes.probeSoon(url);
      await pass(99);
      expect(rig.prober.asked).toHaveLength(2);
      await pass(1);
      expect(rig.prober.asked).toHaveLength(3);
      await pass(4_000);
      expect(rig.prober.asked).toHaveLength(3);
    });

    it('probes again after a probe that was under way already', async () => {
      await started('a');
      rig.prober.answers = { a: () => later(400, WELL) };
      await pass(5_000);
      rig.probes.probeSoon(url);
      await pass(399);
      expect(rig.prober.asked).toHaveLength(2);
      await pass(2);
      expect(rig.prober.asked).toHaveLength(3);
    });

    it('knows nothing of endpoints that are not there', () => {
      expect(() => rig.probes.probeSoon('http://nobody')).not.toThrow();
    });
  });

  describe('probeNow', () => {
    it('probes at once and returns what came of it', async () => {
      await started('a');
      rig.prober.answers = { a: () => answer(503) };
      const probed = rig.probes.probeNow('http://a:11434');
      await pass(0);
      expect((await probed)?.status).toBe('unhealthy');
    });

    it('joins a probe that is under way', async () => {
      await started('a');
      rig.prober.answers = { a: () => later(300, WELL) };
      const both = Promise.all([
        rig.probes.probeNow('http://a:11434'),
        rig.probes.probeNow('http://a:11434'),
      ]);
      await pass(300);
      await both;
      expect(rig.prober.asked).toHaveLength(2);
    });

    it('returns nothing for an endpoint that is unknown', async () => {
      expect(await rig.probes.probeNow('http://nobody')).toBeUndefined();
    });
  });

  it('asks in any case when somebody wants to know, and joins the probe that is under way', async () => {
    await started('a');
    rig.prober.answers = { a: () => failure() };
    await pass(90_000);
    const before = rig.prober.asked.length;
    await rig.probes.probeNow(rig.url('a'));
    expect(rig.prober.asked).toHaveLength(before);
    rig.prober.answers = { a: () => later(50, WELL) };
    const both = Promise.all([
      rig.probes.probeInAnyCase(rig.url('a')),
      rig.probes.probeInAnyCase(rig.url('a')),
    ]);
    await pass(50);
    await both;
    expect(rig.prober.asked).toHaveLength(before + 1);
    expect(rig.status('a')).toBe('healthy');
  });
});
