import { parseDuration } from '../../core/duration.js';
import { parseByteSize } from './byte-size.js';

/** Reads the text of an environment variable; undefined when it is not one of its kind. */
export type Parser = (text: string) => unknown;

const FLAGS: ReadonlyMap<string, boolean> = new Map([
  ...['1', 't', 'T', 'TRUE', 'true', 'True'].map((word) => [word, true] as const),
  ...['0', 'f', 'F', 'FALSE', 'false', 'False'].map((word) => [word, false] as const),
]);

export const text: Parser = (value) => value;
export const flag: Parser = (value) => FLAGS.get(value);
export const duration: Parser = parseDuration;
export const size: Parser = parseByteSize;
export const list: Parser = (value) => value.split(',').map((item) => item.trim());
export const integer: Parser = (value) => {
  const number = /^[+-]?\d+$/.test(value) ? Number(value) : undefined;
  return Number.isSafeInteger(number) ? number : undefined;
};
