import { monitorEventLoopDelay, performance } from 'node:perf_hooks';

const MIB = 1024 * 1024;
const NS_PER_MS = 1e6;

/** What keeps the process going and how promptly it turns, as text. */
export class ProcessReport {
  readonly #delay = monitorEventLoopDelay({ resolution: 10 });
  #utilisation = performance.eventLoopUtilization();

  constructor() {
    this.#delay.enable();
  }

  /** The figures of the event loop are those since the last call. */
  text(): string {
    const text = [...this.#eventLoop(), '', ...memory(), '', ...resources()].join('\n');
    this.#delay.reset();
    this.#utilisation = performance.eventLoopUtilization();
    return text;
  }

  close(): void {
    this.#delay.disable();
  }

  #eventLoop(): string[] {
    const delay = this.#delay;
    const ms = (ns: number): string => (Number.isFinite(ns) ? ns / NS_PER_MS : 0).toFixed(1);
    const { utilization } = performance.eventLoopUtilization(this.#utilisation);
    return [
      'event loop, since the last look:',
      `  utilisation ${(utilization * 100).toFixed(1)} %`,
      `  turn in ms  mean ${ms(delay.mean)}, p50 ${ms(delay.percentile(50))}, p99 ${ms(delay.percentile(99))}, max ${ms(delay.max)} (10 when idle)`,
    ];
  }
}

function memory(): string[] {
  const usage = Object.entries(process.memoryUsage());
  return [
    'memory in MiB:',
    ...usage.map(([kind, bytes]) => `  ${kind.padEnd(14)}${(bytes / MIB).toFixed(1)}`),
  ];
}

function resources(): string[] {
  const counts = new Map<string, number>();
  for (const kind of process.getActiveResourcesInfo()) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  const rows = [...counts].sort(([, a], [, b]) => b - a);
  return ['active resources:', ...rows.map(([kind, count]) => `${String(count).padStart(7)}  ${kind}`)];
}
