import { type Read, readScalar } from '../yaml/scalar-values.js';
import { profileDuration } from './profile-duration.js';
import type { Shape } from './shape.js';

/** Kinds of values that are no list, map or section. */
export type ScalarKind = Exclude<Shape['kind'], 'list' | 'map' | 'section' | 'ignored'>;

/** Reads the text of a scalar as a kind of value; `plain` = it stood without quotes. */
export function readProfileScalar(kind: ScalarKind, text: string, plain: boolean): Read {
  switch (kind) {
    case 'whole':
      return readScalar('integer', text, plain);
    case 'number':
      return readNumber(text, plain);
    case 'duration':
      return readDuration(text, plain);
    case 'path':
      return text.startsWith('/') ? { value: text } : { problem: `must begin with /, got "${text}"` };
    default:
      return readScalar(kind, text, plain);
  }
}

function readNumber(text: string, plain: boolean): Read {
  const value = plain && text.trim() !== '' ? Number(text.replaceAll('_', '')) : Number.NaN;
  if (!Number.isFinite(value)) return { problem: `must be a number, got "${text}"` };
  return value < 0 ? { problem: `must not be negative, got ${text}` } : { value };
}

/** Checked here, but kept as it is written. */
function readDuration(text: string, plain: boolean): Read {
  const value = profileDuration(text);
  if (value === undefined) return readScalar('duration', text, plain);
  return value < 0 ? { problem: `must not be negative, got ${text}` } : { value: text };
}
