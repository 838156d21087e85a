import { endpoint } from '../../test/support/builders.js';
import type { FakeProber } from './scheduler-rig.js';
import { answer, failure, later, never, SchedulerRig, WELL } from './scheduler-rig.js';

describe('ProbeScheduler, prompted', () => {
  let rig: SchedulerRig;
  let prober: FakeProber;

  beforeEach(() => {
    jest.useFakeTimers({ now: 1_000_000 });
    rig = new SchedulerRig();
    ({ prober } = rig);
  });

  afterEach(async () => {
    await rig.probes.stop();
    jest.useRealTimers();
  });

  const pass = (ms: number): Promise<void> => jest.advanceTimersByTimeAsync(ms);

  function fleet(...names: string[]): void {
    rig.store.replaceEndpoints(names.map((name, index) => endpoint({ name, index })));
  }

  async function started(...names: string[]): Promise<void> {
    fleet(...names);
    const run = rig.probes.runInitial();
    await pass(0);
    await run;
  }

  describe('after a demotion by traffic', () => {
    it('probes 100 ms later, once, and takes the endpoint back', async () => {
      await started('a');
      const began = Date.now();
      rig.demote('a');
      await pass(99);
      expect(prober.times('a', began)).toEqual([0]);
      await pass(1);
      expect(prober.times('a', began)).toEqual([0, 100]);
      expect(prober.asked.at(-1)!.attempts).toBe(1);
      expect(rig.store.fleet.endpoints[0]).toMatchObject({ status: 'healthy', demotedAt: 0 });
    });

    it('confirms the failure with the first bad probe', async () => {
      await started('a');
      prober.answers = { a: () => failure() };
      rig.demote('a');
      expect(rig.store.fleet.endpoints[0]!.demotedAt).toBeGreaterThan(0);
      await pass(100);
      expect(rig.store.fleet.endpoints[0]).toMatchObject({ status: 'offline', demotedAt: 0 });
    });

    it('does not let the good news of an older probe undo it, and asks again', async () => {
      await started('a');
      prober.answers = { a: () => later(500, WELL) };
      await pass(5_000);
      await pass(200);
      rig.demote('a');
      await pass(299);
      prober.answers = { a: () => never() };
      await pass(1);
      expect(rig.status('a')).toBe('offline');
      await pass(1);
      expect(prober.asked).toHaveLength(3);
      expect(rig.store.fleet.endpoints[0]!.demotedAt).toBeGreaterThan(0);
    });

    it('lets the bad news of an older probe confirm it', async () => {
      await started('a');
      prober.answers = { a: () => later(500, failure()) };
      await pass(5_200);
      rig.demote('a');
      await pass(300);
      expect(rig.store.fleet.endpoints[0]).toMatchObject({ status: 'offline', demotedAt: 0 });
      prober.answers = {};
      await pass(250);
      expect(rig.status('a')).toBe('healthy');
    });

    it('is not held up by an open breaker of the probes', async () => {
      await started('a');
      prober.answers = { a: () => failure() };
      await pass(10_000);
      prober.answers = {};
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
      expect(prober.asked).toHaveLength(2);
      await pass(1);
      expect(prober.asked).toHaveLength(3);
      await pass(4_000);
      expect(prober.asked).toHaveLength(3);
    });

    it('probes again after a probe that was under way already', async () => {
      await started('a');
      prober.answers = { a: () => later(400, WELL) };
      await pass(5_000);
      rig.probes.probeSoon(url);
      await pass(399);
      expect(prober.asked).toHaveLength(2);
      await pass(2);
      expect(prober.asked).toHaveLength(3);
    });

    it('knows nothing of endpoints that are not there', () => {
      expect(() => rig.probes.probeSoon('http://nobody')).not.toThrow();
    });
  });

  describe('probeNow', () => {
    it('probes at once and returns what came of it', async () => {
      await started('a');
      prober.answers = { a: () => answer(503) };
      const probed = rig.probes.probeNow('http://a:11434');
      await pass(0);
      expect((await probed)?.status).toBe('unhealthy');
    });

    it('joins a probe that is under way', async () => {
      await started('a');
      prober.answers = { a: () => later(300, WELL) };
      const both = Promise.all([
        rig.probes.probeNow('http://a:11434'),
        rig.probes.probeNow('http://a:11434'),
      ]);
      await pass(300);
      await both;
      expect(prober.asked).toHaveLength(2);
    });

    it('returns nothing for an endpoint that is unknown', async () => {
      expect(await rig.probes.probeNow('http://nobody')).toBeUndefined();
    });
  });
});
