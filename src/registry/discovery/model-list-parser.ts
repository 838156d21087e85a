import { DiscoveryService } from '@nestjs/core';
import type { Model } from '../../core/model.js';

/** Marks a {@link ModelListParser} and names the list format that it reads. */
export const Parses = DiscoveryService.createDecorator<string>();

/** Reads the answer of a model-list path in one server's dialect. */
export interface ModelListParser {
  /** Whether the list field of this dialect is there; a list of nobody (`null`) counts. */
  recognises(json: unknown): boolean;
  /**
   * The models in the order of the list; none when there is no list. A field of the wrong type is left
   * out, and an entry without a usable name is skipped: one odd entry costs nobody else its place.
   */
  parse(json: unknown): Model[];
}
