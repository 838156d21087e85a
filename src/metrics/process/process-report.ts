import { formatBytes, formatProcessDuration, formatTime } from '../formats.js';
import type { ProcessFigures } from './process-figures.js';

/** How hard something is used. */
export type Pressure = 'LOW' | 'MEDIUM' | 'HIGH';

/** Whether there are too many of something. */
export type CountVerdict = 'HEALTHY' | 'NORMAL' | 'ELEVATED' | 'CONCERNING';

const MEDIUM_SHARE = 0.7;
const HIGH_SHARE = 0.9;

/** `/internal/process` (http-api.md §14.10): the keys of the original, told of V8 and the event loop. */
export function processReport(figures: ProcessFigures, now: number): object {
  const { collections, uptimeMs } = figures;
  const collected = collections.cycles > 0;
  return {
    timestamp: formatTime(now),
    memory: {
      heap_alloc: formatBytes(figures.heapUsed),
      heap_sys: formatBytes(figures.heapTotal),
      heap_inuse: formatBytes(figures.heapInUse),
      heap_released: formatBytes(figures.heapReleased),
      stack_inuse: formatBytes(figures.external),
      total_alloc: formatBytes(figures.heapUsed + figures.external + figures.malloced),
      memory_pressure: memoryPressure(figures.heapInUse / figures.heapLimit),
    },
    garbage_collection: {
      last_gc: collected ? formatTime(Math.floor(collections.lastAt)) : '',
      total_gc_time: collected ? shortDuration(collections.totalMs) : '',
      avg_gc_pause: collected ? shortDuration(collections.totalMs / collections.cycles) : '',
      gc_cpu_fraction: uptimeMs > 0 ? collections.totalMs / uptimeMs : 0,
      num_gc_cycles: collections.cycles,
    },
    goroutines: {
      count: figures.resources,
      health_status: countVerdict(figures.resources),
      cgo_calls: 0,
    },
    runtime: {
      uptime: formatProcessDuration(uptimeMs),
      go_version: `node ${process.version}`,
      num_cpu: figures.cpus,
      gomaxprocs: figures.parallelism,
    },
    // V8 counts no allocations.
    allocations: { total_mallocs: 0, total_frees: 0, net_objects: 0 },
  };
}

/** A heap grows before it is full, so it is measured against its limit. */
export function memoryPressure(share: number): Pressure {
  if (share > HIGH_SHARE) return 'HIGH';
  return share > MEDIUM_SHARE ? 'MEDIUM' : 'LOW';
}

/** @param count what keeps the event loop going, in place of goroutines */
export function countVerdict(count: number): CountVerdict {
  if (count > 1_000) return 'CONCERNING';
  if (count > 500) return 'ELEVATED';
  return count > 100 ? 'NORMAL' : 'HEALTHY';
}

/** Whole microseconds: the clock tells no more. */
const shortDuration = (ms: number): string => formatProcessDuration(Math.round(ms * 1_000) / 1_000);
