import { Lexer } from 'yaml';

/** Far more than anybody writes, and far from what a stack holds. */
const MOST_LEVELS = 64;
const WIDEST_INDENT = 256;

/** What the lexer puts before a scalar, before a document and where a flow ends: no part of the text. */
const SCALAR = '\u001f';
const MARKS: ReadonlySet<string> = new Set([SCALAR, '\u0002', '\u0018']);
const LINE_END = /^\r?\n$/;
const SPACES = /^ +$/;

/**
 * Where a YAML text nests deeper than is sensible; undefined when it does not. Asked before it is parsed, token by
 * token: the parser calls itself for each level, and what then overflows may be more than one can catch.
 */
export function tooDeepAt(text: string): number | undefined {
  let offset = 0;
  let flow = 0;
  let inLine = 0;
  let lineStart = true;
  let scalar = false;
  for (const token of new Lexer().lex(text)) {
    if (MARKS.has(token)) {
      scalar = token === SCALAR;
      continue;
    }
    if (scalar) scalar = false;
    else if (token === '[' || token === '{') flow++;
    else if (token === ']' || token === '}') flow = Math.max(0, flow - 1);
    else if (token === '-' || token === '?') inLine++;
    if (flow + inLine > MOST_LEVELS || (lineStart && SPACES.test(token) && token.length > WIDEST_INDENT)) {
      return offset;
    }
    lineStart = LINE_END.test(token);
    if (lineStart) inLine = 0;
    offset += token.length;
  }
  return undefined;
}
