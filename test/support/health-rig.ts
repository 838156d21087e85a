import type { BreakerOptions } from '../../src/core/circuit-breaker.js';
import { Live } from '../../src/core/live.js';
import { UpstreamHeaderTimeoutError } from '../../src/core/upstream-errors.js';
import { HealthService } from '../../src/health/health.service.js';
import { FleetRig } from './fleet-rig.js';

/** The health service with two endpoints, `a` and `b`, that are well; nobody is probed. */
export class HealthRig extends FleetRig {
  options = new Live<BreakerOptions>({ threshold: 5, openForMs: 30_000 });
  /** URLs for which a probe was asked for. */
  wishes: string[] = [];
  health = this.#service();

  override begin(): void {
    super.begin();
    this.options = new Live<BreakerOptions>({ threshold: 5, openForMs: 30_000 });
    this.wishes = [];
    this.health = this.#service();
    this.fleet('a', 'b');
    for (const name of ['a', 'b']) this.probed(name, 'healthy');
  }

  /** Lets time go by in which nothing happens. */
  skip = (ms: number): void => {
    jest.setSystemTime(Date.now() + ms);
  };

  /** So many requests that got no answer in time. */
  fail = (times: number, name = 'a'): void => {
    for (let i = 0; i < times; i++) {
      const token = this.health.admit(this.state(name), Date.now(), false) ?? 0;
      this.health.failed(this.state(name).endpoint, new UpstreamHeaderTimeoutError('late'), token);
    }
  };

  /** What was warned of, with its facts. */
  warned(): Array<[string, object]> {
    return this.lines.filter(({ level }) => level === 'warn').map(({ message, facts }) => [message, facts]);
  }

  #service(): HealthService {
    const probes = { probeSoon: (url: string) => void this.wishes.push(url) };
    return new HealthService(this.store, probes, this.options, this.log);
  }
}
