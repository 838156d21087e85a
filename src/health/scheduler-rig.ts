/** For the specs of this folder: a scheduler that probes nobody, and what can be seen of it. */
import type { Endpoint, EndpointStatus } from '../core/endpoint.js';
import type { CheckRecord } from '../core/fleet.js';
import { FleetStore } from '../registry/index.js';
import type { Observation } from './observation.js';
import type { ProbeOptions, Prober, ProbeReport } from './probe.js';
import { ProbeScheduler } from './probe-scheduler.js';

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

interface Line {
  readonly level: string;
  readonly message: string;
  readonly facts: Record<string, unknown>;
}

export class SchedulerRig {
  readonly store = new FleetStore();
  readonly prober = new FakeProber();
  readonly lines: Line[] = [];
  readonly probes = new ProbeScheduler(this.store, this.prober, {
    debug: this.#line('debug'),
    info: this.#line('info'),
    warn: this.#line('warn'),
    error: this.#line('error'),
  });

  status(name: string): EndpointStatus {
    return this.store.fleet.byName.get(name)!.status;
  }

  check(name: string): CheckRecord {
    return this.store.checkOf(this.store.fleet.byName.get(name)!.endpoint.url);
  }

  messages(level: string): string[] {
    return this.lines.filter((line) => line.level === level).map((line) => line.message);
  }

  /** What a failed request does. */
  demote(name: string): void {
    const now = Date.now();
    const record = { lastCheckedAt: now, nextCheckAt: now + 100, consecutiveFailures: 1 };
    const check = { ...this.check(name), ...record };
    const { url } = this.store.fleet.byName.get(name)!.endpoint;
    this.store.report(url, { status: 'offline', cause: 'traffic', check });
  }

  #line(level: string) {
    return (message: string, facts: object = {}): void => {
      this.lines.push({ level, message, facts: { ...facts } });
    };
  }
}
