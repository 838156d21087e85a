import { Transform } from 'class-transformer';
import type { SectionClass } from './field.js';

/** Puts asterisks where a text, or each value of a map, would stand in a printed configuration. */
export const Masked = (): PropertyDecorator => (prototype, property) => {
  const known = secrets.get(prototype) ?? new Set<string>();
  secrets.set(prototype, known.add(String(property)));
  Transform(({ value }) => mask(value), { toPlainOnly: true })(prototype, property);
};

/** Puts asterisks where the query of a URL would stand in a printed configuration: it may hold a secret. */
export const QueryMasked = (): PropertyDecorator => (prototype, property) =>
  Transform(({ value }) => (typeof value === 'string' ? withoutQuery(value) : (value as unknown)), {
    toPlainOnly: true,
  })(prototype, property);

/** A URL with asterisks in place of its query. */
export const withoutQuery = (url: string): string => url.replace(/\?.*$/s, '?***');

const secrets = new WeakMap<object, Set<string>>();

/** Whether what a property of a section holds is masked. */
export const isMasked = (type: SectionClass, property: string): boolean =>
  secrets.get(type.prototype as object)?.has(property) ?? false;

function mask(value: unknown): unknown {
  if (typeof value === 'string') return '***';
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.keys(value).map((name) => [name, '***']));
}
