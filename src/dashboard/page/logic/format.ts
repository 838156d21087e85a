/** Figures as people read them. What is not known is a dash. */

export const DASH = '–';

const UNITS = ['B', 'KB', 'MB', 'GB', 'TB', 'PB'] as const;
const whole = new Intl.NumberFormat('en-GB');

/** A count, with separators; from ten thousand on in thousands. */
export function count(value: number): string {
  if (value < 10_000) return whole.format(value);
  if (value < 1_000_000) return `${(value / 1_000).toFixed(value < 100_000 ? 1 : 0)}k`;
  return `${(value / 1_000_000).toFixed(value < 100_000_000 ? 1 : 0)}M`;
}

/** Something per second. */
export function rate(value: number | undefined): string {
  if (value === undefined) return DASH;
  if (value === 0) return '0';
  if (value < 10) return value.toFixed(1);
  return count(Math.round(value));
}

/** Milliseconds as `340 ms`, `1.4 s`, `3 m 20 s`. */
export function duration(ms: number | undefined): string {
  if (ms === undefined || !Number.isFinite(ms)) return DASH;
  if (ms < 1) return '<1 ms';
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1_000).toFixed(ms < 9_950 ? 1 : 0)} s`;
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 60) return `${minutes} m ${Math.floor((ms % 60_000) / 1_000)} s`;
  const hours = Math.floor(minutes / 60);
  return hours < 24 ? `${hours} h ${minutes % 60} m` : `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

/** How long ago something was. */
export function ago(at: number, now: number): string {
  if (at === 0) return 'never';
  const seconds = Math.max(0, Math.floor((now - at) / 1_000));
  if (seconds < 5) return 'just now';
  if (seconds < 60) return `${seconds} s ago`;
  if (seconds < 3_600) return `${Math.floor(seconds / 60)} min ago`;
  return seconds < 86_400 ? `${Math.floor(seconds / 3_600)} h ago` : `${Math.floor(seconds / 86_400)} d ago`;
}

/** A time of day. */
export const clock = (at: number): string => new Date(at).toLocaleTimeString('en-GB');

export function bytes(value: number): string {
  let unit = 0;
  let rest = value;
  while (rest >= 1_024 && unit < UNITS.length - 1) {
    rest /= 1_024;
    unit++;
  }
  return `${unit === 0 ? rest : rest.toFixed(rest < 10 ? 1 : 0)} ${UNITS[unit]!}`;
}

/** A part of a whole in per cent, one decimal where it matters; a dash for nothing of nothing. */
export function percent(part: number, all: number): string {
  if (all === 0) return DASH;
  const value = (part / all) * 100;
  if (value === 0 || value === 100) return `${value}%`;
  if (value < 0.1) return '<0.1%';
  return value > 99.9 ? '>99.9%' : `${value.toFixed(1)}%`;
}

/** `1 endpoint`, `3 endpoints`. */
export const plural = (value: number, one: string, many = `${one}s`): string =>
  `${count(value)} ${value === 1 ? one : many}`;
