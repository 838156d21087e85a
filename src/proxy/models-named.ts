import { isString, scanObject, textOf } from '../core/json-scan.js';
import { NAMES_BY_NAME } from './inspect/model.inspector.js';

/** Keys under which a gateway behind Olla finds further models, for when the first one fails. */
const OTHERS = /^models$|fallbacks$/i;

/**
 * Every model that a backend could find at the top of a body, in lower case: a key may stand there twice, and readers
 * differ in which they take. Undefined when it is no whole JSON object, of which a reader could make anything.
 */
export function modelsInBody(body: Buffer, path: string): readonly string[] | undefined {
  const names: string[] = [];
  const whole = scanObject(body, ({ key, start, end }) => {
    const folded = key.length <= MOST_LETTERS ? key.toLowerCase() : '';
    if (folded === 'model' || (folded === 'name' && path === NAMES_BY_NAME)) {
      names.push(isString(body, start) ? folding(textOf(body, start, end)) : '');
    } else if (OTHERS.test(folded)) names.push(...textsIn(body.toString('utf8', start, end)));
    return false;
  });
  return whole ? names : undefined;
}

/** Some backends take the model of a question about it from `?model=`. */
export const modelsInQuery = (query: string): readonly string[] =>
  query === '' ? NONE : new URLSearchParams(query).getAll('model').map(folding);

/** The longest key that matters is `context_window_fallbacks`. */
const MOST_LETTERS = 32;
const NONE: readonly string[] = [];

const folding = (name: string): string => name.trim().toLowerCase();

/** Every string of a JSON value, wherever it is. Of what cannot be read: one that names nothing. */
function textsIn(json: string): readonly string[] {
  const texts: string[] = [];
  try {
    JSON.parse(json, (_key, value: unknown) => {
      if (typeof value === 'string') texts.push(folding(value));
      return value;
    });
    return texts;
  } catch {
    return [''];
  }
}
