import type { UnifiedModel } from '../../catalogue/unified-model.js';
import type { ListConverter } from '../list-converter.js';
import { listedName } from './names.js';

const MILLISECONDS = /\.\d+(?=Z$)/;

type Named = { readonly id: string } | undefined;

/** `GET /v1/models` of Anthropic's API reference. A route's own, and no `?format=` of `/olla/models`. */
export class AnthropicList implements ListConverter {
  readonly #createdAt: string;

  /** @param startedAt epoch milliseconds: the age of every model, so that it never changes */
  constructor(startedAt: number) {
    this.#createdAt = new Date(startedAt).toISOString().replace(MILLISECONDS, '');
  }

  nameOf(model: UnifiedModel): string {
    return listedName(model);
  }

  entry(_model: UnifiedModel, name: string): object {
    return { type: 'model', id: name, display_name: name, created_at: this.#createdAt };
  }

  list(entries: readonly object[]): object {
    const idAt = (place: number): string | null => (entries.at(place) as Named)?.id ?? null;
    return { data: entries, has_more: false, first_id: idAt(0), last_id: idAt(-1) };
  }
}
