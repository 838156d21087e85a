/**
 * Walks the members of a JSON object as bytes, from its closing brace back: enough to find figures at the end of an
 * answer whose beginning nobody kept. Behind the brace no string is open, so that texts can't be taken for structure.
 */

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COLON = 0x3a;
const COMMA = 0x2c;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;

/** A value and the key before it: bytes `[start, end)`. */
export interface MemberFromEnd {
  /** As it stands between its quotes; undefined when the bytes began inside the value. */
  readonly key: string | undefined;
  readonly start: number;
  readonly end: number;
  /** Is it the last member of its object? */
  readonly last: boolean;
}

/** Calls `visit` for each member that ends within `[from, to)`, the last one first. */
export function scanFromEnd(
  bytes: Buffer,
  from: number,
  to: number,
  visit: (member: MemberFromEnd) => void,
): void {
  const closed = spaceBefore(bytes, from, to);
  if (closed === from || bytes[closed - 1] !== CLOSE_BRACE) return;
  let end = spaceBefore(bytes, from, closed - 1);
  for (let last = true; end > from && bytes[end - 1] !== OPEN_BRACE; last = false) {
    const start = valueStart(bytes, from, end);
    const colon = start < 0 ? from : spaceBefore(bytes, from, start);
    const keyEnd = colon === from ? from : spaceBefore(bytes, from, colon - 1);
    const keyStart = keyEnd === from ? -1 : stringStart(bytes, from, keyEnd);
    if (keyStart < 0) return visit({ key: undefined, start: from, end, last });
    if (bytes[colon - 1] !== COLON || bytes[keyEnd - 1] !== QUOTE) return;
    visit({ key: bytes.toString('utf8', keyStart + 1, keyEnd - 1), start, end, last });
    const before = spaceBefore(bytes, from, keyStart);
    if (before === from || bytes[before - 1] !== COMMA) return;
    end = spaceBefore(bytes, from, before - 1);
  }
}

/** After the last byte of `[from, at)` that is no white space; `from` when there is none. */
export function spaceBefore(bytes: Buffer, from: number, at: number): number {
  while (at > from && bytes[at - 1]! <= 0x20) at--;
  return at;
}

/** Where the value begins whose last byte stands before `end`; -1 = before `from`. */
function valueStart(bytes: Buffer, from: number, end: number): number {
  const final = bytes[end - 1]!;
  if (final === QUOTE) return stringStart(bytes, from, end);
  if (final === CLOSE_BRACE || final === CLOSE_BRACKET) return nestedStart(bytes, from, end);
  let at = end;
  while (at > from && !endsBefore(bytes[at - 1]!)) at--;
  return at > from ? at : -1;
}

/** The quote that opens the string which closes before `end`: inside, each quote has an odd number of backslashes. */
function stringStart(bytes: Buffer, from: number, end: number): number {
  for (let at = end - 1; at > from;) {
    at = bytes.lastIndexOf(QUOTE, at - 1);
    if (at < from) return -1;
    let slashes = 0;
    while (at - slashes > from && bytes[at - 1 - slashes] === BACKSLASH) slashes++;
    if (slashes % 2 === 0) return at;
  }
  return -1;
}

function nestedStart(bytes: Buffer, from: number, end: number): number {
  let depth = 0;
  for (let at = end; at > from;) {
    const byte = bytes[at - 1]!;
    if (byte === QUOTE) {
      at = stringStart(bytes, from, at);
      if (at < 0) return -1;
      continue;
    }
    at--;
    if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) depth++;
    else if ((byte === OPEN_BRACE || byte === OPEN_BRACKET) && --depth === 0) return at;
  }
  return -1;
}

const endsBefore = (byte: number): boolean =>
  byte <= 0x20 || byte === COLON || byte === COMMA || byte === OPEN_BRACKET || byte === OPEN_BRACE;
