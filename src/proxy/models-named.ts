import { isUtf8 } from 'node:buffer';
import { isString, type Member, scanObject, skipSpace, textOf } from '../core/json-scan.js';
import { NAMES_BY_NAME } from './inspect/model.inspector.js';

/** Keys under which gateways and servers behind Olla find further models: to fall back to, to copy, to load. */
const OTHERS =
  /^(?:models|from|source|destination|modelfile|lora_(?:name|path))$|fallbacks$|_model$|^model_(?:id|name|path)$/;

/**
 * Every model that a backend could find at the top of a body, in lower case: a key may stand there twice, and readers
 * differ in which they take. Undefined when it is no whole JSON object and nothing else, of which a reader could make
 * anything.
 */
export function modelsInBody(body: Buffer, path: string): readonly string[] | undefined {
  if (!isUtf8(body)) return undefined;
  const names: string[] = [];
  let over = 0;
  const visit = (member: Member): boolean => {
    const { key, start, end } = member;
    const folded = key.length <= MOST_LETTERS ? key.toLowerCase() : '';
    if (folded === 'model' || key === '' || (folded === 'name' && path === NAMES_BY_NAME)) {
      names.push(isString(body, start) ? folding(textOf(body, start, end)) : '');
    } else if (OTHERS.test(folded)) names.push(...textsIn(body, start, end));
    return false;
  };
  const whole = scanObject(body, (member) => {
    over = member.end;
    // A gateway lays this over the rest before it sends it on.
    if (member.key.toLowerCase() === 'extra_body') scanObject(body, visit, member.start, member.end);
    return visit(member);
  });
  // Behind the closing brace nothing may follow.
  const last = skipSpace(body, skipSpace(body, over, body.length) + 1, body.length);
  return whole && last === body.length ? names : undefined;
}

/** Some backends take the model of a question about it from `?model=`. */
export const modelsInQuery = (query: string): readonly string[] =>
  query === '' ? NONE : [...new URLSearchParams(query)].filter(isModel).map(([, name]) => folding(name));

const isModel = ([key]: readonly [string, string]): boolean => key.toLowerCase() === 'model';

/** The longest key that matters is `context_window_fallbacks`. */
const MOST_LETTERS = 32;
const NONE: readonly string[] = [];

const folding = (name: string): string => name.trim().toLowerCase();

/** Longer than any list of models: parsing what is nested millions of times would hold up everybody. */
const MOST_BYTES = 16 * 1024;

/** Every string of a JSON value, wherever it is. Of what cannot be read: one that names nothing. */
function textsIn(body: Buffer, start: number, end: number): readonly string[] {
  if (end - start > MOST_BYTES) return [''];
  const texts: string[] = [];
  try {
    JSON.parse(body.toString('utf8', start, end), (_key, value: unknown) => {
      if (typeof value === 'string') texts.push(folding(value));
      return value;
    });
    return texts;
  } catch {
    return [''];
  }
}
