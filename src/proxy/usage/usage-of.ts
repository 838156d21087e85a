import type { Usage } from '../../core/outcome.js';
import type { Tail } from '../../core/tail.js';
import { endsOf, factsOf, isSmallObject } from './answer.js';
import type { Extraction } from './extraction.js';
import { STRUCTURE_KEYS } from './folded.js';
import { figuresOf } from './gather.js';
import { plainFigures } from './plain-completion.js';
import { SHAPE_KEYS } from './shapes.js';

/**
 * The figures of an answer as its backend told them (backends.md §8.2): first where the profile says, then where servers
 * usually have them. Undefined when it tells none. Never throws.
 * @param broken the answer did not come to its end: then its figures count only if they were complete
 */
export function usageOf(tail: Tail, extraction: Extraction, broken: boolean): Usage | undefined {
  const ends = endsOf(tail);
  if (!ends) return undefined;
  if (extraction.isUsual && !broken && isSmallObject(ends)) {
    const plain = plainFigures(ends.closing.toString('latin1'), extraction.keys);
    if (plain) return plain as Usage;
  }
  const wanted = (key: string): boolean =>
    SHAPE_KEYS.has(key) || STRUCTURE_KEYS.has(key) || extraction.keys.has(key);
  const root = factsOf(ends, wanted, broken);
  if (!root) return undefined;
  const figures = figuresOf(root, extraction);
  if (broken && figures.isComplete !== true) return undefined;
  return Object.keys(figures).length > 0 ? (figures as Usage) : undefined;
}
