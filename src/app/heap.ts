import { setFlagsFromString } from 'node:v8';

/**
 * Fits V8's collector to a proxy: a small heap, much short-lived garbage, often a single core.
 *
 * - Young collections stay on the main thread: one is over before helper threads have woken up, and
 *   those cost a tenth of the CPU of a request.
 * - The old generation is collected once it has doubled. V8 itself waits much longer in a young process:
 *   what streams leave behind survives two young collections and piles up as though it leaked. Under
 *   64 streams memory is flat after half a minute instead of growing by 2 MB a second. Less than
 *   doubling costs more in marking than it saves.
 * - The young generation does not grow while two thousand modules are loaded, which is worth 27 MB of
 *   idle memory; {@link letYoungGenerationGrow} gives it its usual way back for the traffic.
 */
export function tuneCollector(): void {
  setFlagsFromString('--no-parallel-scavenge');
  setFlagsFromString('--semi-space-growth-factor=1');
  setFlagsFromString('--heap-growing-percent=100');
}

/** Called once the program has started. */
export function letYoungGenerationGrow(): void {
  setFlagsFromString('--semi-space-growth-factor=2');
}
