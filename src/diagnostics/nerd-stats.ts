import { availableParallelism } from 'node:os';
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { getHeapStatistics } from 'node:v8';
import { formatBytes } from '../core/formats.js';
import { LoggedDuration } from '../core/log-facts.js';
import type { Logger } from '../core/logger.js';
import { build } from '../core/version.js';
import { Collections } from './collections.js';
import { collectorPressure, countVerdict, heapPressure } from './verdicts.js';

const NS_PER_MS = 1e6;
const US_PER_MS = 1e3;

/**
 * What `engineering.show_nerdstats` tells at the end: the groups of the original, about V8 and the event loop in place
 * of Go's run time (configuration.md §15). It watches from its creation on.
 */
export class NerdStats {
  readonly #collections = new Collections();
  readonly #delay = monitorEventLoopDelay();

  constructor() {
    this.#delay.enable();
  }

  /** Logs the figures and watches no longer. */
  report(log: Logger): void {
    this.#collections.stop();
    this.#delay.disable();
    log.info('Process Memory Stats', memory());
    log.info('Process Allocation Stats', allocation());
    log.info('Garbage Collection Stats', this.#collector());
    log.info('Goroutine Stats', resources());
    log.info('Runtime Stats', this.#runTime());
    log.info('Build Info', { ...build, node: process.version, v8: process.versions.v8 });
    log.info('Process Health Summary', this.#summary());
  }

  #collector(): object {
    const { minor, major, totalMs, longestMs, observedMs, share } = this.#collections;
    return {
      minor,
      major,
      total: new LoggedDuration(totalMs),
      longest: new LoggedDuration(longestMs),
      observed: new LoggedDuration(observedMs),
      gc_pressure: collectorPressure(share),
    };
  }

  #runTime(): object {
    const { user, system } = process.cpuUsage();
    return {
      uptime: new LoggedDuration(process.uptime() * 1_000),
      cpu_user: new LoggedDuration(user / US_PER_MS),
      cpu_system: new LoggedDuration(system / US_PER_MS),
      num_cpu: availableParallelism(),
      event_loop_utilisation: Number(performance.eventLoopUtilization().utilization.toFixed(4)),
      event_loop_delay_p99: new LoggedDuration(this.#delay.percentile(99) / NS_PER_MS),
    };
  }

  #summary(): object {
    return {
      memory_pressure: memoryPressure(),
      gc_pressure: collectorPressure(this.#collections.share),
      resources: countVerdict(process.getActiveResourcesInfo().length),
      uptime: new LoggedDuration(process.uptime() * 1_000),
    };
  }
}

function memory(): object {
  const { rss, heapUsed, heapTotal, external, arrayBuffers } = process.memoryUsage();
  return {
    rss: formatBytes(rss),
    heap_used: formatBytes(heapUsed),
    heap_total: formatBytes(heapTotal),
    heap_limit: formatBytes(getHeapStatistics().heap_size_limit),
    external: formatBytes(external),
    array_buffers: formatBytes(arrayBuffers),
    memory_pressure: memoryPressure(),
  };
}

function allocation(): object {
  const heap = getHeapStatistics();
  return {
    malloced: formatBytes(heap.malloced_memory),
    malloced_peak: formatBytes(heap.peak_malloced_memory),
    available: formatBytes(heap.total_available_size),
    native_contexts: heap.number_of_native_contexts,
    detached_contexts: heap.number_of_detached_contexts,
  };
}

/** What keeps the event loop going stands where the original counts goroutines. */
function resources(): object {
  const kinds = process.getActiveResourcesInfo();
  const counts: Record<string, number> = {};
  for (const kind of kinds) counts[kind] = (counts[kind] ?? 0) + 1;
  return { total: kinds.length, health: countVerdict(kinds.length), kinds: counts };
}

function memoryPressure(): string {
  const { used_heap_size, heap_size_limit } = getHeapStatistics();
  return heapPressure(used_heap_size / heap_size_limit);
}
