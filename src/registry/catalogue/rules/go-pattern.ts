const LONGEST = 1_000;
const MOST_REPEATS = 4;
/** A counted repeat up to this many is taken for harmless. */
const FEW = 9;

const LEADING_FLAGS = /^\(\?([a-zA-Z]+)\)/;
const UNKNOWN_GROUP = /^\?(?!:|P?<[A-Za-z_])/;
const COUNTED = /^\{(\d+)(?:(,)(\d*))?\}/;

/** Why a pattern is not used. */
export class PatternError extends Error {}

/**
 * Compiles a pattern in Go's RE2 syntax. Names come from servers that we do not know, and this engine
 * backtracks where RE2 does not: a pattern that could take very long is refused.
 * @param flags added to those that the pattern itself begins with, such as `(?i)`
 */
export function compileGoPattern(written: string, flags = ''): RegExp {
  if (written === '') throw new PatternError('is empty');
  if (written.length > LONGEST) throw new PatternError(`is longer than ${LONGEST} characters`);
  const leading = LEADING_FLAGS.exec(written);
  const own = leading?.[1] ?? '';
  if (/[^ims]/.test(own)) throw new PatternError(`flags "${own}" are not supported`);
  const body = translated(written.slice(leading?.[0].length ?? 0));
  try {
    return new RegExp(body, [...new Set(own + flags)].join(''));
  } catch (error) {
    throw new PatternError((error as Error).message, { cause: error });
  }
}

/** One pass over the pattern: writes what this engine understands, and looks for what would hang it. */
function translated(source: string): string {
  let out = '';
  let repeats = 0;
  /** For each open group, whether it can match one text in several ways. */
  const open = [false];
  /** Whether that is so for the piece that a repeat would now stand behind. */
  let manifold = false;
  for (let at = 0; at < source.length; at++) {
    const rest = source.slice(at);
    const char = source[at]!;
    const repeat = repeatAt(rest);
    if (repeat) {
      if (manifold && repeat.many) throw new PatternError('repeats a group that has repeats or alternatives');
      if (repeat.many && ++repeats > MOST_REPEATS) {
        throw new PatternError(`has more than ${MOST_REPEATS} unlimited repeats`);
      }
      if (repeat.varies) open[open.length - 1] = true;
      out += repeat.text;
      at += repeat.text.length - 1;
      continue;
    }
    const piece = pieceAt(rest);
    if (char === '(') open.push(false);
    if (char === '|') open[open.length - 1] = true;
    manifold = char === ')' && (open.pop() ?? false);
    if (char === ')' && open.length > 0) open[open.length - 1] ||= manifold;
    out += piece.out;
    at += piece.taken - 1;
  }
  return out;
}

interface Repeat {
  readonly text: string;
  /** Whether it can be had more than {@link FEW} times. */
  readonly many: boolean;
  /** False for a fixed count. */
  readonly varies: boolean;
}

function repeatAt(rest: string): Repeat | undefined {
  const char = rest[0]!;
  if (char === '?') return { text: char, many: false, varies: true };
  if (char === '*' || char === '+') return { text: char, many: true, varies: true };
  const counted = COUNTED.exec(rest);
  if (!counted) return undefined;
  const [text, least, comma, most] = counted;
  const limit = comma ? Number(most || Infinity) : Number(least);
  return { text, many: limit > FEW, varies: comma !== undefined };
}

/** The next piece that is not a repeat, in this engine's words, and how much of the source it takes. */
function pieceAt(rest: string): { readonly out: string; readonly taken: number } {
  if (rest[0] === '\\') return escaped(rest);
  if (rest[0] === '[') return characterClass(rest);
  if (rest[0] !== '(') return { out: rest[0]!, taken: 1 };
  if (UNKNOWN_GROUP.test(rest.slice(1))) throw new PatternError(`has an unknown group "${rest.slice(0, 4)}"`);
  const prefix = /^\(\?(?::|P?<[^>]*>)/.exec(rest)?.[0] ?? '(';
  return { out: prefix.replace('(?P<', '(?<'), taken: prefix.length };
}

function escaped(rest: string): { readonly out: string; readonly taken: number } {
  const char = rest[1] ?? '';
  if (/[1-9CpPQkc]/.test(char)) throw new PatternError(`has an unsupported escape "\\${char}"`);
  if (char === 'A') return { out: '^', taken: 2 };
  if (char === 'z') return { out: '$', taken: 2 };
  return { out: rest.slice(0, 2), taken: 2 };
}

function characterClass(rest: string): { readonly out: string; readonly taken: number } {
  const found = /^\[\^?\]?(?:\\.|[^\]\\])*\]/s.exec(rest)?.[0];
  if (!found) throw new PatternError('has a character class without an end');
  if (found.includes('[:')) throw new PatternError('has a named character class, which is not supported');
  // In RE2 a bracket that comes first is one of the characters.
  return { out: found.replace(/^(\[\^?)\](?!$)/, '$1\\]'), taken: found.length };
}
