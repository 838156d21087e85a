import { derive, fillSums } from './derived.js';
import type { Extraction } from './extraction.js';
import type { Figures } from './figures.js';
import type { JsonObject } from './json.js';
import { fillFromShapes } from './shapes.js';

/** The figures of one document: from where the profile looks, then from where servers usually have them, then what follows. */
export function figuresOf(root: JsonObject, extraction: Pick<Extraction, 'fillIn'>): Figures {
  const figures: Figures = {};
  extraction.fillIn(figures, root);
  fillSums(figures, root);
  fillFromShapes(figures, root);
  derive(figures, root);
  return figures;
}
