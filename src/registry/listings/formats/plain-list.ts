import type { UnifiedModel } from '../../catalogue/unified-model.js';
import type { ListContext, ListConverter } from '../list-converter.js';
import { listedName, nativeName, sourceOf } from './names.js';
import { ownerOf } from './owner.js';

/** The entry of OpenAI's API reference, which most servers' lists begin with. */
export interface PlainEntry {
  readonly id: string;
  readonly object: 'model';
  readonly created: number;
  readonly owned_by: string;
}

/** What the lists of OpenAI-like servers have in common; a format adds what is its own. */
export abstract class PlainList implements ListConverter {
  readonly #source: string;

  /** @param format the kind of server, whose own names for models go first
   *  @param owner whose a model is when its name does not tell */
  constructor(
    format: string,
    private readonly owner = format,
  ) {
    this.#source = sourceOf(format);
  }

  nameOf(model: UnifiedModel): string {
    return nativeName(model, this.#source) ?? listedName(model);
  }

  entry(model: UnifiedModel, name: string, context: ListContext): PlainEntry {
    return {
      id: name,
      object: 'model',
      created: context.created,
      owned_by: ownerOf(name, this.owner),
      ...this.extra(model, name, context),
    };
  }

  list(entries: readonly object[]): object {
    return { object: 'list', data: entries };
  }

  /** What stands in an entry beside the usual; undefined fields are left out of the JSON. */
  protected extra(_model: UnifiedModel, _name: string, _context: ListContext): object {
    return {};
  }
}
