import { DiscoveryService } from '@nestjs/core';
import type { UnifiedModel } from '../catalogue/unified-model.js';

/** Marks a {@link ListConverter} and names the format that it writes: what `?format=` asks for. */
export const Lists = DiscoveryService.createDecorator<string>();

/** What an entry tells beside its model. */
export interface ListContext {
  /** Seconds since the epoch; the same as long as no model comes or goes. */
  readonly created: number;
  /** Epoch milliseconds at which an endpoint last listed the model; 0 = never. */
  seenAt(model: UnifiedModel): number;
}

/** Writes lists of models as one kind of server does (backends.md §9). */
export interface ListConverter {
  /** The name under which the model stands in such a list; undefined leaves it out. */
  nameOf(model: UnifiedModel): string | undefined;
  /** @param name what `nameOf` said of this model */
  entry(model: UnifiedModel, name: string, context: ListContext): object;
  /** The whole answer, with entries in the order in which they are to stand. */
  list(entries: readonly object[]): object;
}
