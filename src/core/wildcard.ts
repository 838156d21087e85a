import type { Matcher } from './glob.js';

/**
 * Compiles a pattern in which every `*` stands for any text, none included, wherever it is. Nothing else
 * is special, and none of it becomes a regular expression: matching takes time in proportion to the name.
 * @returns says of a name in lower case whether the pattern means it
 */
export function wildcard(pattern: string): Matcher {
  const [first = '', ...rest] = pattern.toLowerCase().split('*');
  const last = rest.pop();
  if (last === undefined) return (name) => name === first;
  const least = first.length + last.length;
  return (name) =>
    name.length >= least && name.startsWith(first) && name.endsWith(last) && holds(name, rest, first, last);
}

/** Whether the pieces stand in the name one after the other, between its start and its end. */
function holds(name: string, pieces: readonly string[], first: string, last: string): boolean {
  let at = first.length;
  for (const piece of pieces) {
    at = name.indexOf(piece, at);
    if (at < 0) return false;
    at += piece.length;
  }
  return at <= name.length - last.length;
}
