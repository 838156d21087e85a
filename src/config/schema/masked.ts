import type { SectionClass } from './field.js';

type Shows = (value: unknown) => unknown;

/** Puts asterisks where a text, or each value of a map, would stand in a printed configuration. */
export const Masked = (): PropertyDecorator => shownBy(mask);

/** Puts asterisks where the query of a URL would stand in a printed configuration: it may hold a secret. */
export const QueryMasked = (): PropertyDecorator =>
  shownBy((value) => (typeof value === 'string' ? withoutQuery(value) : value));

/** A URL with asterisks in place of its query. */
export const withoutQuery = (url: string): string => url.replace(/\?.*$/s, '?***');

const ways = new WeakMap<object, Map<string, Shows>>();

const shownBy =
  (shows: Shows): PropertyDecorator =>
  (prototype, property) => {
    const known = ways.get(prototype) ?? new Map<string, Shows>();
    ways.set(prototype, known.set(String(property), shows));
  };

/** How what a property of a section holds is shown; undefined where it is shown as it is. */
export const shownOf = (type: SectionClass, property: string): Shows | undefined =>
  ways.get(type.prototype as object)?.get(property);

/** Whether what a property of a section holds is masked. */
export const isMasked = (type: SectionClass, property: string): boolean => shownOf(type, property) === mask;

function mask(value: unknown): unknown {
  if (typeof value === 'string') return '***';
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.keys(value).map((name) => [name, '***']));
}
