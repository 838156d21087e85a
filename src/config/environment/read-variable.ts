import type { Scalar, Shape } from '../schema/index.js';
import { readScalar } from '../yaml/scalar-values.js';
import { flagOf, itemsOf } from './values.js';

type Result = { readonly value: unknown } | { readonly problem: string; readonly hint?: string };

/** Reads a variable as the file's value of that shape would be read, and lists as items between commas. */
export function readVariable(shape: Shape, text: string): Result {
  if (shape.kind === 'list') return readList(shape.of, text);
  if (shape.kind === 'map' || shape.kind === 'section' || shape.kind === 'sections') {
    return { problem: 'a variable can hold no such value', hint: 'write it into the file' };
  }
  return shape.kind === 'text' ? { value: text } : readOne(shape.kind, text.trim());
}

function readOne(kind: Scalar, text: string): Result {
  const flag = kind === 'flag' ? flagOf(text) : undefined;
  return flag === undefined ? readScalar(kind, text, true) : { value: flag };
}

function readList(of: Scalar, text: string): Result {
  const values: unknown[] = [];
  for (const item of itemsOf(text)) {
    const read = readOne(of, item);
    if ('problem' in read) return read;
    values.push(read.value);
  }
  return { value: values };
}
