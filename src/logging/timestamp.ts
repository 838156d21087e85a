const two = (value: number): string => String(value).padStart(2, '0');
const three = (value: number): string => String(value).padStart(3, '0');

const day = (at: Date): string => `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
/** `14:05:09`, local time. */
export const clock = (at: Date): string =>
  `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;

let second = Number.NaN;
let text = '';

/** `2025-01-31 14:05:09`, local time, as JSON records have it (configuration.md §13.3). */
export function logTimestamp(now = Date.now()): string {
  const current = Math.floor(now / 1_000);
  if (current === second) return text;
  const at = new Date(now);
  second = current;
  text = `${day(at)} ${clock(at)}`;
  return text;
}

/** `2025-01-31T14:05:09.123+01:00`, as text records without colour have it. */
export function rfc3339(at = new Date()): string {
  return `${day(at)}T${clock(at)}.${three(at.getMilliseconds())}${zone(-at.getTimezoneOffset())}`;
}

function zone(minutes: number): string {
  if (minutes === 0) return 'Z';
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}
