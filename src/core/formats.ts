/** How figures are written for people in JSON (http-api.md §13). */
import { formatDuration } from './duration.js';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const UNITS = ['KB', 'MB', 'GB', 'TB', 'PB'];
const NO_TIME = '0001-01-01T00:00:00Z';

/** `512 B`, `1.20 MB`; steps of 1024. */
export function formatBytes(bytes: number): string {
  if (bytes < 1_024) return `${bytes} B`;
  let value = bytes / 1_024;
  let unit = 0;
  for (; value >= 1_024 && unit < UNITS.length - 1; unit++) value /= 1_024;
  return `${value.toFixed(2)} ${UNITS[unit]}`;
}

/** `0%`, `100%`, else one decimal. */
export function formatPercent(percent: number): string {
  return percent === 0 || percent === 100 ? `${percent}%` : `${percent.toFixed(1)}%`;
}

/** `7ms`, `1.4s`. */
export function formatLatency(ms: number): string {
  return ms < SECOND ? `${ms}ms` : `${(ms / SECOND).toFixed(1)}s`;
}

/** `3s ago`; `never` for 0. Both are epoch milliseconds. */
export function formatAgo(at: number, now: number): string {
  return at === 0 ? 'never' : `${formatSpan(Math.max(0, now - at))} ago`;
}

/** `in 5s`, `now`; `unknown` for 0. Both are epoch milliseconds. */
export function formatUntil(at: number, now: number): string {
  if (at === 0) return 'unknown';
  return at <= now ? 'now' : `in ${formatSpan(at - now)}`;
}

/** `5s`, `1h 30m`, `2d 1h`. */
export function formatUptime(ms: number): string {
  if (ms < MINUTE) return `${Math.floor(ms / SECOND)}s`;
  if (ms < HOUR) return `${Math.floor(ms / MINUTE)}m`;
  const hours = Math.floor(ms / HOUR);
  if (ms < DAY) return `${hours}h ${Math.floor((ms % HOUR) / MINUTE)}m`;
  return `${Math.floor(ms / DAY)}d ${hours % 24}h`;
}

/** `1.5ms`, `0s`, `7s`, `2m3s`, `1h2m3s`. */
export function formatProcessDuration(ms: number): string {
  if (ms < SECOND) return formatDuration(ms);
  const seconds = `${Math.floor(ms / SECOND) % 60}s`;
  if (ms < MINUTE) return seconds;
  const minutes = `${Math.floor(ms / MINUTE) % 60}m${seconds}`;
  return ms < HOUR ? minutes : `${Math.floor(ms / HOUR)}h${minutes}`;
}

/** RFC 3339 in UTC; 0 is the time that never was. */
export function formatTime(at: number): string {
  return at === 0 ? NO_TIME : new Date(at).toISOString();
}

function formatSpan(ms: number): string {
  if (ms < MINUTE) return `${Math.floor(ms / SECOND)}s`;
  if (ms < HOUR) return `${Math.round(ms / MINUTE)}m`;
  return ms < DAY ? `${Math.round(ms / HOUR)}h` : `${Math.floor(ms / DAY)}d`;
}
