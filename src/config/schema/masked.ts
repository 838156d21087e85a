import { Transform } from 'class-transformer';

/** Puts asterisks where a text, or each value of a map, would stand in a printed configuration. */
export const Masked = (): PropertyDecorator => Transform(({ value }) => mask(value), { toPlainOnly: true });

function mask(value: unknown): unknown {
  if (typeof value === 'string') return '***';
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.keys(value).map((name) => [name, '***']));
}
