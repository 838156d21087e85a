import type { Fleet, ModelHolder } from '../../core/fleet.js';
import { wildcard } from '../../core/wildcard.js';

/** Who has a model by this lower-cased name, whatever their status. */
export interface Holders {
  holdersOf(fleet: Fleet, model: string): readonly ModelHolder[];
}

/** Finds who has what a link of an alias means, each with its own spelling. */
export type Target = (fleet: Fleet) => readonly ModelHolder[];

/** A model by its name, or with `*` in it the first model of each endpoint's list that fits. */
export function targetOf(link: string, names: Holders): Target {
  const folded = link.toLowerCase();
  if (!link.includes('*')) return (fleet) => names.holdersOf(fleet, folded);
  const fits = wildcard(folded);
  return ({ endpoints }) =>
    endpoints.flatMap(({ endpoint: { url }, models }) => {
      const found = models.find(({ name }) => fits(name.toLowerCase()));
      return found ? [{ url, nativeName: found.name }] : [];
    });
}
