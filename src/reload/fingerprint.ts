import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** A short text that differs where the values differ: maps, sets and patterns count with what they hold. */
export function fingerprintOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value, plain)).digest('hex').slice(0, 16);
}

/** The same for files: one that cannot be read counts as empty. */
export function contentsOf(files: readonly string[]): string {
  return fingerprintOf(files.map((file) => [file, read(file)]));
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function plain(_key: string, value: unknown): unknown {
  if (value instanceof Map || value instanceof Set) return [...(value as Iterable<unknown>)];
  return value instanceof RegExp ? String(value) : value;
}
