import type { Need } from '../../core/exchange.js';
import { isArray, isString, type Member, scanObject } from '../../core/json-scan.js';
import { describesCode, showsImages } from './messages.js';

/** What is to be looked for. */
export interface Wanted {
  /** Below the prefix: an `input` means embeddings on some paths only, since others have it too. */
  readonly path: string;
  /** Also what is merely likely: that code is wanted where the instructions speak of it. */
  readonly guesses: boolean;
}

const FUNCTIONS: ReadonlySet<string> = new Set(['tools', 'functions', 'tool_choice', 'function_call']);
const NONE: readonly Need[] = [];

/** What a request needs of a model, in the order of the table (models-and-health.md §13.4); nothing for a malformed body. */
export function needsOf(body: Buffer, { path, guesses }: Wanted): readonly Need[] {
  const embeds = path.endsWith('/embeddings') || path.endsWith('/embed');
  let messages: Member | undefined;
  let functions = false;
  let embeddings = false;
  let code = false;
  const whole = scanObject(body, (member) => {
    const { key } = member;
    if (key === 'messages') messages = member;
    else if (FUNCTIONS.has(key)) functions ||= asksFor(body, member);
    else if (key === 'input' || key === 'prompt') embeddings ||= embeds && asksFor(body, member);
    else if (key === 'language') code ||= isString(body, member.start) && member.end - member.start > 2;
    else if (key === 'code_model') code ||= valueIs(body, member, 'true');
    return false;
  });
  if (!whole) return NONE;
  const turns = messages && turnsIn(body, messages, guesses);
  const found: Need[] = [];
  if (turns && showsImages(turns)) found.push('vision');
  if (functions) found.push('functions');
  if (embeddings) found.push('embeddings');
  if (guesses && (code || (turns && describesCode(turns)))) found.push('code');
  return found;
}

/** Something stands there; an empty list asks for nothing. */
const asksFor = (body: Buffer, member: Member): boolean =>
  !valueIs(body, member, 'null') && !valueIs(body, member, '[]');

const valueIs = (body: Buffer, { start, end }: Member, text: string): boolean =>
  end - start === text.length && body.toString('latin1', start, end) === text;

/**
 * The messages, parsed, when a glance at their bytes says that there may be something to find. Whoever
 * hides `image` behind escapes is not looked through.
 */
function turnsIn(body: Buffer, { start, end }: Member, guesses: boolean): readonly unknown[] | undefined {
  if (!isArray(body, start)) return undefined;
  const bytes = body.subarray(start, end);
  if (!bytes.includes('image') && !(guesses && bytes.includes('system'))) return undefined;
  try {
    return JSON.parse(bytes.toString()) as unknown[];
  } catch {
    return undefined;
  }
}
