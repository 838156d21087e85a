/**
 * Walks the top level of a JSON object as bytes, without building it: enough to find a few keys in a
 * body of any size, whole or cut off.
 */

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COLON = 0x3a;
const COMMA = 0x2c;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;

/** One key of the object and where its value stands: bytes `[start, end)`. */
export interface Member {
  readonly key: string;
  readonly start: number;
  readonly end: number;
  /** False when the bytes ended inside the value. */
  readonly whole: boolean;
}

/**
 * Calls `visit` for each top-level member in order; `visit` returns true to stop.
 * @returns true when the object was walked to its closing brace, or `visit` stopped it
 */
export function scanObject(
  bytes: Buffer,
  visit: (member: Member) => boolean,
  from = 0,
  to = bytes.length,
): boolean {
  let at = skipSpace(bytes, from, to);
  if (bytes[at] !== OPEN_BRACE || at >= to) return false;
  at = skipSpace(bytes, at + 1, to);
  if (bytes[at] === CLOSE_BRACE) return true;
  for (;;) {
    if (at >= to || bytes[at] !== QUOTE) return false;
    const keyEnd = endOfString(bytes, at, to);
    if (keyEnd < 0) return false;
    const colon = skipSpace(bytes, keyEnd, to);
    if (colon >= to || bytes[colon] !== COLON) return false;
    const start = skipSpace(bytes, colon + 1, to);
    if (start >= to) return false;
    const end = endOfValue(bytes, start, to);
    const key = textOf(bytes, at, keyEnd);
    if (visit({ key, start, end: end < 0 ? to : end, whole: end >= 0 })) return true;
    if (end < 0) return false;
    at = skipSpace(bytes, end, to);
    if (bytes[at] === CLOSE_BRACE && at < to) return true;
    if (bytes[at] !== COMMA || at >= to) return false;
    at = skipSpace(bytes, at + 1, to);
  }
}

/** The string whose quotes stand at `start` and before `end`; `` when it is no valid one. */
export function textOf(bytes: Buffer, start: number, end: number): string {
  const raw = bytes.toString('utf8', start + 1, end - 1);
  if (!raw.includes('\\')) return raw;
  try {
    return JSON.parse(`"${raw}"`) as string;
  } catch {
    return '';
  }
}

/** Is the value at `start` a string? */
export const isString = (bytes: Buffer, start: number): boolean => bytes[start] === QUOTE;
/** Is the value at `start` an array? */
export const isArray = (bytes: Buffer, start: number): boolean => bytes[start] === OPEN_BRACKET;

/** The next byte that is no white space. */
export function skipSpace(bytes: Buffer, at: number, to: number): number {
  while (at < to) {
    const byte = bytes[at]!;
    if (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) return at;
    at++;
  }
  return at;
}

/** After the closing quote; -1 when there is none. `indexOf` makes long strings cheap. */
function endOfString(bytes: Buffer, start: number, to: number): number {
  let at = start + 1;
  for (;;) {
    at = bytes.indexOf(QUOTE, at);
    if (at < 0 || at >= to) return -1;
    let slashes = 0;
    while (bytes[at - 1 - slashes] === BACKSLASH) slashes++;
    at++;
    if (slashes % 2 === 0) return at;
  }
}

function endOfValue(bytes: Buffer, start: number, to: number): number {
  const first = bytes[start];
  if (first === QUOTE) return endOfString(bytes, start, to);
  if (first === OPEN_BRACE || first === OPEN_BRACKET) return endOfNested(bytes, start, to);
  let at = start;
  while (at < to) {
    const byte = bytes[at]!;
    if (byte === COMMA || byte === CLOSE_BRACE || byte === CLOSE_BRACKET || byte <= 0x20) break;
    at++;
  }
  return at > start && at < to ? at : -1;
}

function endOfNested(bytes: Buffer, start: number, to: number): number {
  let depth = 0;
  let at = start;
  while (at < to) {
    const byte = bytes[at]!;
    if (byte === QUOTE) {
      at = endOfString(bytes, at, to);
      if (at < 0) return -1;
      continue;
    }
    if (byte === OPEN_BRACE || byte === OPEN_BRACKET) depth++;
    else if ((byte === CLOSE_BRACE || byte === CLOSE_BRACKET) && --depth === 0) return at + 1;
    at++;
  }
  return -1;
}
