import { parseDuration } from '../../core/duration.js';

const DAY_MS = 86_400_000;
const DAYS = /^([-+]?)(\d+(?:\.\d*)?|\.\d+)d(.*)$/s;

/** Milliseconds of a duration that may begin with days, as `1d` or `1d12h`; undefined when the text is none. */
export function parseReadableDuration(text: string): number | undefined {
  const [, sign, days, rest] = DAYS.exec(text) ?? [];
  if (days === undefined || rest === undefined) return parseDuration(text);
  const others = rest === '' ? 0 : /^[-+]/.test(rest) ? undefined : parseDuration(rest);
  if (others === undefined) return undefined;
  const total = Number(days) * DAY_MS + others;
  return sign === '-' ? -total : total;
}
