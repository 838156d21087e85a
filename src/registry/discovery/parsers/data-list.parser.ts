import type { Model } from '../../../core/model.js';
import { modelOf } from './entry-facts.js';
import { list, text, type JsonObject } from './json-fields.js';
import type { ModelListParser } from './model-list-parser.js';

/** What the servers have in common whose list is shaped like OpenAI's: `{ "data": [{ "id": … }] }`. */
export abstract class DataListParser implements ModelListParser {
  abstract readonly label: string;

  entries(json: JsonObject): readonly unknown[] | undefined {
    return list(json, 'data');
  }

  model(entry: JsonObject): Model | undefined {
    const name = text(entry, 'id');
    return name === undefined ? undefined : modelOf(name, this.facts(entry));
  }

  /** What the entry tells beside the name. */
  protected abstract facts(entry: JsonObject): Omit<Model, 'name'>;
}
