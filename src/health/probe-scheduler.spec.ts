import { endpoint } from '../../test/support/builders.js';
import type { Endpoint, EndpointStatus } from '../core/endpoint.js';
import { FleetStore } from '../registry/index.js';
import type { Observation } from './observation.js';
import type { Prober, ProbeReport } from './probe.js';
import { ProbeScheduler } from './probe-scheduler.js';

type Answer = Observation | Promise<Observation>;

const answer = (status: number, retryAfter?: string): Observation => ({
  kind: 'answer',
  status,
  latencyMs: 1,
  retryAfter,
});
const failure = (cause: 'network' | 'timeout' = 'network'): Observation => ({
  kind: 'failure',
  cause,
  message: 'gone',
});
const WELL = answer(200);

/** Answers from a table, and remembers when it was asked. */
class FakeProber implements Prober {
  answers: Record<string, () => Answer> = {};
  readonly asked: Array<{ name: string; at: number; attempts: number }> = [];
  inFlight = 0;
  mostInFlight = 0;
  closed = false;

  async probe(
    { name }: Endpoint,
    { attempts, signal }: { attempts: number; signal: AbortSignal },
  ): Promise<ProbeReport> {
    this.asked.push({ name, at: Date.now(), attempts });
    this.mostInFlight = Math.max(this.mostInFlight, ++this.inFlight);
    const aborted = new Promise<Observation>((resolve) => {
      signal.addEventListener('abort', () => resolve(failure()));
    });
    try {
      return { seen: await Promise.race([this.answers[name]?.() ?? WELL, aborted]), latencyMs: 3 };
    } finally {
      this.inFlight--;
    }
  }

  close(): void {
    this.closed = true;
  }

  times(name: string, since: number): number[] {
    return this.asked.filter((probe) => probe.name === name).map(({ at }) => at - since);
  }
}

const later = <T>(ms: number, value: T): Promise<T> =>
  new Promise((done) => setTimeout(() => done(value), ms));
const never = (): Promise<Observation> => new Promise(() => undefined);

describe('ProbeScheduler', () => {
  let store: FleetStore;
  let prober: FakeProber;
  let probes: ProbeScheduler;
  let lines: Array<{ level: string; message: string; facts: Record<string, unknown> }>;

  beforeEach(() => {
    jest.useFakeTimers({ now: 1_000_000 });
    store = new FleetStore();
    prober = new FakeProber();
    lines = [];
    const at =
      (level: string) =>
      (message: string, facts: object = {}) =>
        void lines.push({ level, message, facts: { ...facts } });
    const log = { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
    probes = new ProbeScheduler(store, prober, log);
  });

  afterEach(async () => {
    await probes.stop();
    jest.useRealTimers();
  });

  const status = (name: string): EndpointStatus => store.fleet.byName.get(name)!.status;
  const check = (name: string) => store.checkOf(store.fleet.byName.get(name)!.endpoint.url);
  const pass = (ms: number): Promise<void> => jest.advanceTimersByTimeAsync(ms);
  const messages = (level: string): string[] =>
    lines.filter((line) => line.level === level).map((line) => line.message);

  function fleet(...names: string[]): void {
    store.replaceEndpoints(names.map((name, index) => endpoint({ name, index })));
  }

  async function started(...names: string[]): Promise<void> {
    fleet(...names);
    const run = probes.runInitial();
    await pass(0);
    await run;
  }

  /** What a failed request does. */
  function demote(name: string): void {
    const now = Date.now();
    const state = store.fleet.byName.get(name)!;
    const record = { ...check(name), lastCheckedAt: now, nextCheckAt: now + 100, consecutiveFailures: 1 };
    store.report(state.endpoint.url, { status: 'offline', cause: 'traffic', check: record });
  }

  describe('the initial run', () => {
    it('probes every endpoint exactly once and waits for all, ten at a time', async () => {
      const names = Array.from({ length: 25 }, (_, i) => `e${i}`);
      for (const name of names) prober.answers[name] = () => later(50, WELL);
      fleet(...names);
      let over = false;
      const run = probes.runInitial().then(() => (over = true));
      await pass(149);
      expect(over).toBe(false);
      await pass(1);
      await run;
      expect(prober.asked).toHaveLength(25);
      expect(prober.mostInFlight).toBe(10);
      expect(store.fleet.endpoints.every((state) => state.status === 'healthy')).toBe(true);
    });

    it('says how the endpoints are found', async () => {
      prober.answers = { b: () => failure() };
      await started('a', 'b');
      expect(messages('info')).toEqual([
        'Starting Health Checker Service',
        'Initialising health checks',
        'Endpoint initial status: a is Healthy',
        'Registered endpoints',
      ]);
      expect(lines.find((line) => line.level === 'warn')).toMatchObject({
        message: 'Endpoint discovered offline: b',
        facts: { status: 'Offline', latency: '3ms', error_type: 1, status_code: 0, check_error: 'gone' },
      });
    });

    it('asks a silent endpoint every second for a minute, beginning a second after the whole run', async () => {
      prober.answers = { a: () => failure(), b: () => failure('timeout'), slow: () => later(700, WELL) };
      fleet('a', 'b', 'slow');
      const began = Date.now();
      const run = probes.runInitial();
      await pass(700);
      await run;
      expect(check('a').nextCheckAt).toBe(began + 1_700);
      await pass(3_000);
      expect(prober.times('a', began)).toEqual([0, 1_700, 2_700, 3_700]);
      expect(prober.times('b', began)).toEqual([0, 1_700, 2_700, 3_700]);
      expect(prober.asked.filter(({ name }) => name === 'a').map(({ attempts }) => attempts)).toEqual([
        3, 1, 1, 1,
      ]);
    });

    it.each([500, 401, 404])('follows the plain schedule after a first HTTP %i', async (code) => {
      prober.answers = { a: () => answer(code) };
      const began = Date.now();
      await started('a');
      expect(check('a').nextCheckAt - check('a').lastCheckedAt).toBe(5_000);
      await pass(4_999);
      expect(prober.asked).toHaveLength(1);
      await pass(10_001);
      expect(prober.times('a', began)).toEqual([0, 5_000, 15_000]);
    });

    it('may be started before, and probes nobody twice', async () => {
      fleet('a', 'b');
      probes.start();
      probes.start();
      const run = probes.runInitial();
      await pass(0);
      await run;
      expect(prober.asked).toHaveLength(2);
    });
  });

  describe('the schedule', () => {
    it('honours the interval of each endpoint', async () => {
      const began = Date.now();
      store.replaceEndpoints([
        endpoint({ name: 'quick', checkIntervalMs: 1_000 }),
        endpoint({ name: 'slow', checkIntervalMs: 7_000 }),
      ]);
      const run = probes.runInitial();
      await pass(0);
      await run;
      await pass(7_500);
      expect(prober.times('quick', began)).toEqual([0, 1_000, 2_000, 3_000, 4_000, 5_000, 6_000, 7_000]);
      expect(prober.times('slow', began)).toEqual([0, 7_000]);
      expect(check('slow')).toMatchObject({ lastCheckedAt: began + 7_000, nextCheckAt: began + 14_000 });
    });

    it('has five probes in flight at most, and never two of one endpoint', async () => {
      const names = Array.from({ length: 12 }, (_, i) => `e${i}`);
      await started(...names);
      prober.mostInFlight = 0;
      for (const name of names) prober.answers[name] = () => later(6_000, WELL);
      await pass(20_000);
      expect(prober.mostInFlight).toBe(5);
      const last = new Map<string, number>();
      for (const { name, at } of prober.asked.slice(12)) {
        expect(at - (last.get(name) ?? -Infinity)).toBeGreaterThanOrEqual(6_000);
        last.set(name, at);
      }
    });

    it('re-probes an endpoint that fails: quickly, then every second for a minute, then by back-off', async () => {
      await started('a');
      prober.answers = { a: () => failure() };
      await pass(5_000);
      const left = Date.now();
      expect(status('a')).toBe('offline');
      expect(check('a').nextCheckAt).toBe(left + 100);
      await pass(3_600);
      expect(prober.times('a', left).slice(1)).toEqual([0, 100, 250, 500, 1_500, 2_500, 3_500]);
      prober.asked.length = 0;
      await pass(180_000);
      const at = prober.times('a', left);
      expect(at.filter((time) => time <= 60_000)).toHaveLength(56);
      // The back-off goes on from the first failure; the check 10 s later finds the breaker open.
      expect(at.filter((time) => time > 60_000)).toEqual([89_501, 129_501]);
      expect(check('a').nextCheckAt - left).toBe(189_501);
    });

    it('calls an endpoint offline when the breaker stands in for a check, and probes when it opens', async () => {
      prober.answers = { a: () => answer(500) };
      const began = Date.now();
      await started('a');
      await pass(35_000);
      expect(status('a')).toBe('offline');
      expect(check('a')).toMatchObject({ consecutiveFailures: 4, nextCheckAt: began + 45_001 });
      prober.answers = {};
      await pass(10_001);
      expect(status('a')).toBe('healthy');
    });

    it('never opens the breaker for 401, 403 or 429', async () => {
      prober.answers = { a: () => answer(401), b: () => answer(429, '0') };
      await started('a', 'b');
      await pass(600_000);
      expect(status('a')).toBe('config_error');
      expect(status('b')).toBe('rate_limited');
      expect(lines.some((line) => line.facts['error_type'] === 4)).toBe(false);
    });

    it('tells the next check truthfully all the way', async () => {
      await started('a');
      prober.answers = { a: () => failure() };
      for (let i = 0; i < 80; i++) {
        const { nextCheckAt } = check('a');
        await pass(nextCheckAt - Date.now());
        expect(check('a').lastCheckedAt).toBe(nextCheckAt);
      }
    });

    it('is back with the first good probe', async () => {
      await started('a');
      prober.answers = { a: () => failure() };
      await pass(5_000);
      prober.answers = {};
      await pass(100);
      expect(status('a')).toBe('healthy');
      expect(check('a')).toMatchObject({ consecutiveFailures: 0, backoffMultiplier: 1 });
      expect(messages('info').slice(-2)).toEqual([
        'Endpoint recovered, triggering model discovery refresh',
        'Endpoint recovered: a is Healthy',
      ]);
      await pass(4_999);
      expect(prober.asked).toHaveLength(3);
    });

    it('leaves a rate-limited endpoint alone for as long as it asked', async () => {
      await started('a');
      prober.answers = { a: () => answer(429, '40') };
      await pass(5_000);
      expect(status('a')).toBe('rate_limited');
      const { nextCheckAt, rateLimitedUntil } = check('a');
      expect(nextCheckAt).toBe(Date.now() + 40_000);
      expect(rateLimitedUntil).toBe(nextCheckAt);
      probes.probeSoon(store.fleet.endpoints[0]!.endpoint.url);
      await pass(39_999);
      expect(prober.asked).toHaveLength(2);
      await pass(1);
      expect(prober.asked).toHaveLength(3);
    });

    it('goes on when a check throws', async () => {
      await started('a');
      prober.answers = {
        a: () => {
          throw new Error('boom');
        },
      };
      await pass(5_000);
      expect(status('a')).toBe('offline');
      expect(messages('error')).toEqual(['Health check panic recovered for endpoint']);
      prober.answers = {};
      await pass(100);
      expect(status('a')).toBe('healthy');
    });

    it('goes on when a subscriber of the fleet throws', async () => {
      await started('a');
      store.subscribe(() => {
        throw new Error('subscriber');
      });
      prober.answers = { a: () => failure() };
      await pass(5_000);
      await pass(100);
      expect(prober.asked.length).toBeGreaterThanOrEqual(3);
    });

    it('reminds every fifth time of an endpoint that stays away', async () => {
      await started('a');
      prober.answers = { a: () => failure() };
      await pass(5_000 + 15_000);
      const reminders = lines.filter((line) => line.message === 'Endpoint still having issues: a');
      expect(reminders.map(({ facts }) => facts['consecutive_failures'])).toEqual([6, 11, 16]);
    });
  });

  describe('after a demotion by traffic', () => {
    it('probes 100 ms later, once, and takes the endpoint back', async () => {
      await started('a');
      const began = Date.now();
      demote('a');
      await pass(99);
      expect(prober.times('a', began)).toEqual([0]);
      await pass(1);
      expect(prober.times('a', began)).toEqual([0, 100]);
      expect(prober.asked.at(-1)!.attempts).toBe(1);
      expect(store.fleet.endpoints[0]).toMatchObject({ status: 'healthy', demotedAt: 0 });
    });

    it('confirms the failure with the first bad probe', async () => {
      await started('a');
      prober.answers = { a: () => failure() };
      demote('a');
      expect(store.fleet.endpoints[0]!.demotedAt).toBeGreaterThan(0);
      await pass(100);
      expect(store.fleet.endpoints[0]).toMatchObject({ status: 'offline', demotedAt: 0 });
    });

    it('does not let the good news of an older probe undo it, and asks again', async () => {
      await started('a');
      prober.answers = { a: () => later(500, WELL) };
      await pass(5_000);
      await pass(200);
      demote('a');
      await pass(299);
      prober.answers = { a: () => never() };
      await pass(1);
      expect(status('a')).toBe('offline');
      await pass(1);
      expect(prober.asked).toHaveLength(3);
      expect(store.fleet.endpoints[0]!.demotedAt).toBeGreaterThan(0);
    });

    it('lets the bad news of an older probe confirm it', async () => {
      await started('a');
      prober.answers = { a: () => later(500, failure()) };
      await pass(5_200);
      demote('a');
      await pass(300);
      expect(store.fleet.endpoints[0]).toMatchObject({ status: 'offline', demotedAt: 0 });
      prober.answers = {};
      await pass(250);
      expect(status('a')).toBe('healthy');
    });

    it('is not held up by an open breaker of the probes', async () => {
      await started('a');
      prober.answers = { a: () => failure() };
      await pass(10_000);
      prober.answers = {};
      await pass(1_000);
      expect(status('a')).toBe('healthy');
    });
  });

  describe('probeSoon', () => {
    const url = 'http://a:11434';

    it('makes one probe of any number of wishes within 100 ms', async () => {
      await started('a');
      await pass(1_000);
      for (let i = 0; i < 50; i++) probes.probeSoon(url);
      await pass(0);
      for (let i = 0; i < 50; i++) probes.probeSoon(url);
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
      probes.probeSoon(url);
      await pass(399);
      expect(prober.asked).toHaveLength(2);
      await pass(2);
      expect(prober.asked).toHaveLength(3);
    });

    it('knows nothing of endpoints that are not there', () => {
      expect(() => probes.probeSoon('http://nobody')).not.toThrow();
    });
  });

  describe('probeNow', () => {
    it('probes at once and returns what came of it', async () => {
      await started('a');
      prober.answers = { a: () => answer(503) };
      const probed = probes.probeNow('http://a:11434');
      await pass(0);
      expect((await probed)?.status).toBe('unhealthy');
    });

    it('joins a probe that is under way', async () => {
      await started('a');
      prober.answers = { a: () => later(300, WELL) };
      const both = Promise.all([probes.probeNow('http://a:11434'), probes.probeNow('http://a:11434')]);
      await pass(300);
      await both;
      expect(prober.asked).toHaveLength(2);
    });

    it('returns nothing for an endpoint that is unknown', async () => {
      expect(await probes.probeNow('http://nobody')).toBeUndefined();
    });
  });

  describe('when the fleet changes', () => {
    it('probes what is new and forgets what is gone', async () => {
      await started('a');
      fleet('b');
      await pass(0);
      expect(status('b')).toBe('healthy');
      await pass(20_000);
      expect(prober.asked.filter(({ name }) => name === 'a')).toHaveLength(1);
    });

    it('discards the probe of an endpoint that was removed meanwhile', async () => {
      await started('a', 'b');
      prober.answers = { a: () => later(300, failure()) };
      await pass(5_000);
      fleet('b');
      await pass(300);
      expect(messages('warn')).toEqual([]);
      expect(messages('debug')).toContain('Discarded a health check');
    });

    it('discards the probe of an endpoint that was replaced, and probes the new one at once', async () => {
      await started('a');
      prober.answers = { a: () => never() };
      await pass(5_000);
      prober.answers = { a: () => answer(401) };
      store.replaceEndpoints([endpoint({ name: 'a', healthUrl: 'http://a:11434/other' })]);
      await pass(100);
      expect(status('a')).toBe('config_error');
    });

    it('leaves the probe of an endpoint alone whose probing did not change', async () => {
      await started('a');
      prober.answers = { a: () => later(300, answer(500)) };
      await pass(5_000);
      store.replaceEndpoints([endpoint({ name: 'a', priority: 7 })]);
      await pass(300);
      expect(status('a')).toBe('unhealthy');
      expect(prober.asked).toHaveLength(2);
    });

    it('asks a silent newcomer every second', async () => {
      await started('a');
      prober.answers = { b: () => failure() };
      const began = Date.now();
      fleet('a', 'b');
      await pass(2_500);
      expect(prober.times('b', began)).toEqual([0, 1_000, 2_000]);
    });
  });

  describe('forced runs', () => {
    it('need a running checker', async () => {
      await expect(probes.runAll()).rejects.toThrow(
        'run_health_check failed for endpoint health_checker: health checker is not running',
      );
    });

    it('may be many at once without probing anybody twice', async () => {
      await started('a', 'b');
      prober.answers = { a: () => later(50, WELL), b: () => later(50, WELL) };
      const runs = Promise.all(Array.from({ length: 10 }, () => probes.runAll()));
      await pass(50);
      await runs;
      expect(prober.asked).toHaveLength(4);
    });
  });

  describe('stop', () => {
    it('ends probes under way promptly and writes nothing of them', async () => {
      await started('a');
      prober.answers = { a: () => never() };
      await pass(5_000);
      await Promise.all([probes.stop(), probes.stop()]);
      expect(status('a')).toBe('healthy');
      expect(prober.closed).toBe(true);
      expect(jest.getTimerCount()).toBe(0);
    });

    it('lets the initial run end', async () => {
      prober.answers = { a: () => never() };
      fleet('a', 'b');
      const run = probes.runInitial();
      await pass(10);
      await probes.stop();
      await run;
      expect(jest.getTimerCount()).toBe(0);
    });

    it('can be followed by another start', async () => {
      await started('a');
      await probes.stop();
      probes.start();
      await pass(5_000);
      expect(prober.asked).toHaveLength(2);
    });
  });

  describe('subscribers', () => {
    it('hear of recoveries, but not of the first good probe', async () => {
      const recovered: string[] = [];
      probes.onRecovered(({ endpoint: { name }, status: now }) => void recovered.push(`${name} ${now}`));
      await started('a');
      expect(recovered).toEqual([]);
      for (const bad of [answer(401), answer(500), failure()]) {
        prober.answers = { a: () => bad };
        await pass(5_000);
        prober.answers = {};
        await pass(1_000);
      }
      expect(recovered).toEqual(['a healthy', 'a healthy', 'a healthy']);
    });

    it('hear of endpoints that leave rotation, by a probe or by traffic', async () => {
      const left: string[] = [];
      probes.onLeft(({ status: now }) => void left.push(now));
      await started('a');
      prober.answers = { a: () => answer(500) };
      await pass(5_000);
      expect(left).toEqual(['unhealthy']);
      prober.answers = { a: () => failure() };
      await pass(100);
      prober.answers = {};
      await pass(1_000);
      demote('a');
      await pass(0);
      expect(left).toEqual(['unhealthy', 'offline']);
    });

    it('hold nobody up, and are given up after ten seconds', async () => {
      await started('a');
      probes.onRecovered(() => new Promise(() => undefined));
      probes.onRecovered(() => {
        throw new Error('no');
      });
      demote('a');
      await pass(100);
      expect(status('a')).toBe('healthy');
      expect(messages('warn')).toContain('Failed to execute recovery callback');
      await pass(9_999);
      expect(messages('warn')).not.toContain('Recovery callback timed out');
      await pass(1);
      expect(messages('warn')).toContain('Recovery callback timed out');
    });
  });
});
