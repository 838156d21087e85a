import type { EndpointState, EndpointStatus } from '../../src/core/endpoint.js';
import type { CheckRecord } from '../../src/core/fleet.js';
import type { Logger } from '../../src/core/logger.js';
import { FleetStore } from '../../src/registry/fleet-store.js';
import { endpoint } from './builders.js';

/** One line of the log. */
export interface Line {
  readonly level: string;
  readonly message: string;
  readonly facts: Record<string, unknown>;
}

const BEGINNING = 1_000_000;

/** A fleet under a clock that only the test moves, and everything that is logged about it. */
export class FleetRig {
  store = new FleetStore();
  lines: Line[] = [];
  readonly log: Logger = {
    debug: (message, facts) => this.#note('debug', message, facts),
    info: (message, facts) => this.#note('info', message, facts),
    warn: (message, facts) => this.#note('warn', message, facts),
    error: (message, facts) => this.#note('error', message, facts),
  };

  /** Before each test: everything anew. */
  begin(): void {
    jest.useFakeTimers({ now: BEGINNING });
    this.store = new FleetStore();
    this.lines = [];
  }

  async end(): Promise<void> {
    jest.useRealTimers();
  }

  /** Lets time go by, with all that happens meanwhile. */
  pass = (ms: number): Promise<void> => jest.advanceTimersByTimeAsync(ms);

  /** Milliseconds since the test began. */
  elapsed = (): number => Date.now() - BEGINNING;

  /** Makes these the endpoints, in this order. */
  fleet = (...names: string[]): void => {
    this.store.replaceEndpoints(names.map((name, index) => endpoint({ name, index })));
  };

  /** What a probe does that found this, with the next one five seconds later. */
  probed = (name: string, status: EndpointStatus): void => {
    const check = { ...this.check(name), nextCheckAt: Date.now() + 5_000 };
    this.store.report(this.url(name), { status, cause: 'probe', check });
  };

  /** What a failed request does. */
  demote = (name: string): void => {
    const now = Date.now();
    const record = { lastCheckedAt: now, nextCheckAt: now + 100, consecutiveFailures: 1 };
    const check = { ...this.check(name), ...record };
    this.store.report(this.url(name), { status: 'offline', cause: 'traffic', check });
  };

  state(name = 'a'): EndpointState {
    return this.store.fleet.byName.get(name)!;
  }

  url(name = 'a'): string {
    return this.state(name).endpoint.url;
  }

  status(name = 'a'): EndpointStatus {
    return this.state(name).status;
  }

  check(name = 'a'): CheckRecord {
    return this.store.checkOf(this.url(name));
  }

  messages(level: string): string[] {
    return this.lines.filter((line) => line.level === level).map((line) => line.message);
  }

  #note(level: string, message: string, facts: object = {}): void {
    this.lines.push({ level, message, facts: { ...facts } });
  }
}

/** The rig, new for each test of the suite. */
export function forEachTest<T extends FleetRig>(rig: T): T {
  beforeEach(() => rig.begin());
  afterEach(() => rig.end());
  return rig;
}
