import { availableParallelism, cpus } from 'node:os';
import { getHeapSpaceStatistics, getHeapStatistics } from 'node:v8';
import type { GarbageCollections } from './collections.js';

/** What the process tells of itself, in bytes, milliseconds and counts. */
export interface ProcessFigures {
  readonly heapUsed: number;
  readonly heapTotal: number;
  /** Of its spaces together. */
  readonly heapInUse: number;
  readonly heapLimit: number;
  /** Given back to the system: reserved, and without memory behind it. */
  readonly heapReleased: number;
  /** Buffers and whatever else lives beside the heap. */
  readonly external: number;
  readonly malloced: number;
  readonly resources: number;
  readonly uptimeMs: number;
  readonly cpus: number;
  readonly parallelism: number;
  readonly collections: { readonly cycles: number; readonly totalMs: number; readonly lastAt: number };
}

/** Reads them as they stand. */
export function processFigures(collections: GarbageCollections): ProcessFigures {
  const { heapUsed, heapTotal, external } = process.memoryUsage();
  const heap = getHeapStatistics();
  const inUse = getHeapSpaceStatistics().reduce((sum, { space_used_size }) => sum + space_used_size, 0);
  return {
    heapUsed,
    heapTotal,
    heapInUse: inUse,
    heapLimit: heap.heap_size_limit,
    heapReleased: Math.max(0, heap.total_heap_size - heap.total_physical_size),
    external,
    malloced: heap.malloced_memory,
    resources: process.getActiveResourcesInfo().length,
    uptimeMs: process.uptime() * 1_000,
    cpus: cpus().length,
    parallelism: availableParallelism(),
    collections,
  };
}
