/** Reading status pages that a stranger wrote: what has the wrong type counts as absent. */
import type { LoadAnswer } from './load-reader.js';

export type Fields = Readonly<Record<string, unknown>>;

const MOST_ENTRIES = 10_000;
const LONGEST_NAME = 512;

/** The JSON of a good answer; undefined for any other. */
export function jsonOf({ status, body }: LoadAnswer): unknown {
  if (status !== 200) return undefined;
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/** The fields of an object; none of anything else. */
export function fieldsOf(value: unknown): Fields {
  return isFields(value) ? value : {};
}

/** The objects of a list, at most ten thousand; undefined when it is no list. Go writes an empty one as `null`. */
export function entriesOf(list: unknown): readonly Fields[] | undefined {
  if (list === null) return [];
  return Array.isArray(list) ? list.slice(0, MOST_ENTRIES).filter(isFields) : undefined;
}

/** A name of usable length. */
export function nameIn(from: Fields, key: string): string | undefined {
  const value = from[key];
  return typeof value === 'string' && value !== '' && value.length <= LONGEST_NAME ? value : undefined;
}

/** A number that is not negative. */
export function amountIn(from: Fields, key: string): number | undefined {
  const value = from[key];
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : undefined;
}

/** A number above zero, such as a size: nothing has none. */
export function sizeIn(from: Fields, key: string): number | undefined {
  return amountIn(from, key) || undefined;
}

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
