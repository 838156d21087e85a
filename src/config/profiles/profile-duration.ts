import { parseDuration } from '../../core/duration.js';

/** Milliseconds of a duration in a profile file, where a bare integer counts nanoseconds (backends.md §2.1). */
export function profileDuration(text: string): number | undefined {
  return /^[-+]?\d+$/.test(text) ? Number(text) / 1e6 : parseDuration(text);
}
