import { parseReadableDuration } from '../yaml/readable-duration.js';
import { parseByteSize } from './byte-size.js';

/** Reads the text of an environment variable as one kind of value. */
export interface ValueReader {
  /** What messages call such a value. */
  readonly wanted: string;
  /** Undefined when the text is none. */
  read(text: string): unknown;
}

const FLAGS: ReadonlyMap<string, boolean> = new Map([
  ...['1', 't', 'T', 'TRUE', 'true', 'True'].map((word) => [word, true] as const),
  ...['0', 'f', 'F', 'FALSE', 'false', 'False'].map((word) => [word, false] as const),
]);

/** `1`, `t` and `true`, `0`, `f` and `false`, as the original's variables and flags have them. */
export const flagOf = (text: string): boolean | undefined => FLAGS.get(text);

/** The items of a list, without the blanks around them; an empty one is none. */
export const itemsOf = (text: string): string[] =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');

export const text: ValueReader = { wanted: 'a text', read: (value) => value };
export const flag: ValueReader = { wanted: 'true or false', read: flagOf };
export const list: ValueReader = { wanted: 'a list', read: itemsOf };
export const duration: ValueReader = {
  wanted: 'a duration such as 30s, 1m30s or 500ms',
  read: parseReadableDuration,
};
export const size: ValueReader = { wanted: 'a number of bytes such as 1048576 or 1MB', read: parseByteSize };
export const integer: ValueReader = {
  wanted: 'a whole number',
  read: (value) => {
    const number = /^[+-]?\d+$/.test(value) ? Number(value) : undefined;
    return Number.isSafeInteger(number) ? number : undefined;
  },
};
