import { parseByteSize } from '../environment/byte-size.js';
import type { Scalar } from '../schema/index.js';
import { parseReadableDuration } from './readable-duration.js';

export type Read =
  { readonly value: string | number | boolean } | { readonly problem: string; readonly hint?: string };

/** Reads the text of a scalar as a kind of value; `plain` = it stood without quotes (configuration.md §2). */
export function readScalar(kind: Scalar, text: string, plain: boolean): Read {
  return READERS[kind](text, plain);
}

const TRUE = new Set(['y', 'Y', 'yes', 'Yes', 'YES', 'on', 'On', 'ON']);
const FALSE = new Set(['n', 'N', 'no', 'No', 'NO', 'off', 'Off', 'OFF']);
const INTEGER = /^[-+]?(?:0x[0-9a-f]+|0b[01]+|0o?[0-7]+|0|[1-9]\d*)$/i;
const FLOAT = /^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:e[-+]?\d+)?$/i;

const READERS: Readonly<Record<Scalar, (text: string, plain: boolean) => Read>> = {
  text: (text) => ({ value: text }),
  flag: readFlag,
  integer: readInteger,
  size: readSize,
  duration: readDuration,
  count: (text, plain) => {
    const read = readInteger(text, plain);
    return 'value' in read && (read.value as number) < 0
      ? { problem: `must not be negative, got ${text}` }
      : read;
  },
};

function readFlag(text: string, plain: boolean): Read {
  if (TRUE.has(text) || (plain && /^(?:true|True|TRUE)$/.test(text))) return { value: true };
  if (FALSE.has(text) || (plain && /^(?:false|False|FALSE)$/.test(text))) return { value: false };
  return { problem: `must be true or false, got ${quoted(text, plain)}` };
}

function readInteger(text: string, plain: boolean): Read {
  const digits = text.replaceAll('_', '');
  const value = integerOf(digits);
  if (plain && value !== undefined && Number.isSafeInteger(value)) return { value };
  const size = value ?? parseByteSize(text);
  return {
    problem: `must be a whole number, got ${quoted(text, plain)}`,
    ...(size !== undefined && Number.isSafeInteger(size) && { hint: `write ${size}` }),
  };
}

function integerOf(digits: string): number | undefined {
  if (INTEGER.test(digits)) {
    const sign = digits.startsWith('-') ? -1 : 1;
    const bare = digits.replace(/^[-+]/, '');
    const octal = /^0\d/.test(bare);
    return sign * Number(octal ? `0o${bare}` : bare) || 0;
  }
  return FLOAT.test(digits) ? Math.trunc(Number(digits)) || 0 : undefined;
}

/** A size is a number of bytes, or says its unit. */
function readSize(text: string, plain: boolean): Read {
  const read = readInteger(text, plain);
  if ('value' in read) return read;
  const value = parseByteSize(text);
  if (value !== undefined && Number.isSafeInteger(value)) return { value };
  return { problem: `must be a number of bytes such as 1048576 or 1MB, got ${quoted(text, plain)}` };
}

/** A whole number counts seconds; one in quotes stays the mistake that it is in the original. */
function readDuration(text: string, plain: boolean): Read {
  const seconds = plain && /^[-+]?\d+$/.test(text) ? Number(text) * 1_000 : undefined;
  const value = seconds ?? parseReadableDuration(text);
  if (value !== undefined) return { value: value || 0 };
  const hint = /^\d+(?:\.\d+)?$/.test(text) ? `write ${text}s for seconds` : undefined;
  return {
    problem: `must be a duration such as 30s, 1m30s or 500ms, got ${quoted(text, plain)}`,
    ...(hint && { hint }),
  };
}

const quoted = (text: string, plain: boolean): string => (plain && FLOAT.test(text) ? text : `"${text}"`);
