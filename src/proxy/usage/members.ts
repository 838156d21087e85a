const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COLON = 0x3a;
const COMMA = 0x2c;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const SPACE = 0x20;

/**
 * Walks one JSON object that stands in a text, without building it. Made for small documents: what is short is quicker found
 * in a string than in bytes.
 * @param visit called with each member in order: the key as it is written, and where the value begins and ends; false stops
 * @returns where the object ends, or -1 when it is none that can be walked
 */
export function eachMember(
  text: string,
  from: number,
  visit: (key: string, start: number, end: number) => boolean,
): number {
  if (text.charCodeAt(from) !== OPEN_BRACE) return -1;
  let at = skipSpace(text, from + 1);
  while (text.charCodeAt(at) === QUOTE) {
    const keyEnd = endOfString(text, at);
    const colon = skipSpace(text, keyEnd);
    if (keyEnd < 0 || text.charCodeAt(colon) !== COLON) return -1;
    const start = skipSpace(text, colon + 1);
    const end = endOfValue(text, start);
    if (end < 0 || !visit(text.slice(at + 1, keyEnd - 1), start, end)) return -1;
    at = skipSpace(text, end);
    const next = text.charCodeAt(at);
    if (next === CLOSE_BRACE) return at + 1;
    if (next !== COMMA) return -1;
    at = skipSpace(text, at + 1);
  }
  return -1;
}

/** Where the first element of an array begins. @param from where the array begins */
export const firstElement = (text: string, from: number): number => skipSpace(text, from + 1);

function skipSpace(text: string, from: number): number {
  let at = from;
  while (text.charCodeAt(at) <= SPACE) at++;
  return at;
}

function endOfString(text: string, from: number): number {
  for (let at = text.indexOf('"', from + 1); at >= 0; at = text.indexOf('"', at + 1)) {
    let slashes = 0;
    while (text.charCodeAt(at - 1 - slashes) === BACKSLASH) slashes++;
    if (slashes % 2 === 0) return at + 1;
  }
  return -1;
}

function endOfValue(text: string, from: number): number {
  const first = text.charCodeAt(from);
  if (first === QUOTE) return endOfString(text, from);
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      at = endOfString(text, at) - 1;
      if (at < 0) return -1;
    } else if (code === OPEN_BRACE || code === OPEN_BRACKET) depth++;
    else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) {
      if (depth === 0) return at > from ? at : -1;
      if (--depth === 0) return at + 1;
    } else if (depth === 0 && (code === COMMA || code <= SPACE)) return at > from ? at : -1;
  }
  return -1;
}
