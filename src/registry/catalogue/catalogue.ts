import type { Fleet, ModelHolder } from '../../core/fleet.js';
import type { UnifiedModel } from './unified-model.js';

/** Every model of one state of the fleet's lists. */
export interface Catalogue {
  /** Sorted by id, by code units. */
  readonly models: readonly UnifiedModel[];
  /** By id or by any alias, whatever the case; the exact spelling goes first. */
  find(name: string): UnifiedModel | undefined;
  /**
   * Who has the same model, by name whatever the case or by digest, each under the name that it has for it,
   * in configuration order; undefined for a name that nobody lists (models-and-health.md §18.3).
   */
  equivalents(name: string): readonly ModelHolder[] | undefined;
}

/** Where a catalogue is had: worked out once for each `fleet.modelsVersion`, when somebody asks. */
export abstract class CatalogueSource {
  abstract of(fleet: Fleet): Catalogue;
}
