import type { ModelRules } from '../rules/index.js';

/** Looked for in this order, anywhere in a lower-cased quantisation that the rules do not name. */
const SHAPES: readonly (readonly [RegExp, string])[] = [
  [/q(\d+)_k_([msl])/, 'q$1k$2'],
  [/q(\d+)_(\d+)/, 'q$1_$2'],
  [/q(\d+)/, 'q$1'],
  [/f(\d+)/, 'f$1'],
  [/fp(\d+)/, 'f$1'],
  [/int(\d+)/, 'int$1'],
];

/** The short form of a quantisation, such as `q4km` for `Q4_K_M` (models-and-health.md §11.5). */
export function quantizationOf(
  written: string,
  { quantizations }: Pick<ModelRules, 'quantizations'>,
): string {
  const named = quantizations.get(written.toUpperCase());
  if (named !== undefined) return named;
  const lower = written.toLowerCase();
  for (const [shape, form] of SHAPES) {
    const found = shape.exec(lower);
    if (found) return found[0].replace(shape, form);
  }
  return lower;
}
