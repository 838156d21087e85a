import type { Endpoint } from '../../src/core/endpoint.js';
import type { Observation } from '../../src/health/observation.js';
import { ProbeScheduler } from '../../src/health/probe-scheduler.js';
import type { ProbeOptions, Prober, ProbeReport } from '../../src/health/probe.js';
import { FleetRig } from './fleet-rig.js';

export const answer = (status: number, retryAfter?: string): Observation => ({
  kind: 'answer',
  status,
  latencyMs: 1,
  retryAfter,
});
export const failure = (cause: 'network' | 'timeout' = 'network'): Observation => ({
  kind: 'failure',
  cause,
  message: 'gone',
});
export const WELL = answer(200);

/** An answer that takes its time. */
export const later = (ms: number, seen: Observation): Promise<Observation> =>
  new Promise((done) => setTimeout(() => done(seen), ms));
export const never = (): Promise<Observation> => new Promise(() => undefined);

/** Answers from a table by name, and remembers when it was asked. */
export class FakeProber implements Prober {
  answers: Record<string, () => Observation | Promise<Observation>> = {};
  readonly asked: Array<{ name: string; at: number; attempts: number }> = [];
  mostInFlight = 0;
  closed = false;
  #inFlight = 0;

  async probe({ name }: Endpoint, { attempts, signal }: ProbeOptions): Promise<ProbeReport> {
    this.asked.push({ name, at: Date.now(), attempts });
    this.mostInFlight = Math.max(this.mostInFlight, ++this.#inFlight);
    const aborted = new Promise<Observation>((resolve) => {
      signal.addEventListener('abort', () => resolve(failure()));
    });
    try {
      return { seen: await Promise.race([this.answers[name]?.() ?? WELL, aborted]), latencyMs: 3 };
    } finally {
      this.#inFlight--;
    }
  }

  close(): void {
    this.closed = true;
  }

  /** When an endpoint was asked, relative to a moment. */
  times(name: string, since: number): number[] {
    return this.asked.filter((probe) => probe.name === name).map(({ at }) => at - since);
  }
}

/** A scheduler that probes nobody, and what can be seen of it. */
export class SchedulerRig extends FleetRig {
  prober = new FakeProber();
  probes = this.#scheduler();

  override begin(): void {
    super.begin();
    this.prober = new FakeProber();
    this.probes = this.#scheduler();
  }

  override async end(): Promise<void> {
    await this.probes.stop();
    await super.end();
  }

  /** These endpoints after the initial run. */
  started = async (...names: string[]): Promise<void> => {
    this.fleet(...names);
    const run = this.probes.runInitial();
    await this.pass(0);
    await run;
  };

  #scheduler(): ProbeScheduler {
    return new ProbeScheduler(this.store, this.prober, this.log);
  }
}
