import type { Usage } from '../../core/outcome.js';
import type { Tail } from '../../core/tail.js';
import { factsOf } from './answer.js';
import { derive, fillSums } from './derived.js';
import type { Extraction } from './extraction.js';
import type { Figures } from './figures.js';
import { STRUCTURE_KEYS } from './folded.js';
import { fillFromShapes, SHAPE_KEYS } from './shapes.js';

/**
 * The figures of an answer as its backend told them (backends.md §8.2): first where the profile says, then where servers
 * usually have them. Undefined when it tells none. Never throws.
 * @param broken the answer did not come to its end: then its figures count only if they were complete
 */
export function usageOf(tail: Tail, extraction: Extraction, broken: boolean): Usage | undefined {
  const wanted = (key: string): boolean =>
    SHAPE_KEYS.has(key) || STRUCTURE_KEYS.has(key) || extraction.keys.has(key);
  const root = factsOf(tail, wanted, broken, extraction.others);
  if (!root) return undefined;
  const figures: Figures = {};
  extraction.fillIn(figures, root);
  fillSums(figures, root);
  fillFromShapes(figures, root);
  derive(figures, root);
  if (broken && figures.isComplete !== true) return undefined;
  return Object.keys(figures).length > 0 ? (figures as Usage) : undefined;
}
