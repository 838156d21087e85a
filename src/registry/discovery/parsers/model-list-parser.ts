import { DiscoveryService } from '@nestjs/core';
import type { Model } from '../../../core/model.js';
import type { JsonObject } from './json-fields.js';

/** Marks a {@link ModelListParser} and names the list format that it reads. */
export const Parses = DiscoveryService.createDecorator<string>();

/**
 * Reads the answer of a model-list path in one server's dialect. It looks at one entry at a time; how many
 * of them count, and which names are fit to be used, is decided for all dialects alike.
 */
export interface ModelListParser {
  /** What people call the servers that list like this. */
  readonly label: string;
  /**
   * What stands in the list; undefined when the list is missing, nothing when it is `null`, as Go servers
   * write it. Throws when there is something else in its place.
   */
  entries(json: JsonObject): readonly unknown[] | undefined;
  /** The model of an entry, without the fields that have a wrong type; undefined when it has no name. */
  model(entry: JsonObject): Model | undefined;
}
