import { Injectable } from '@nestjs/common';
import type { Model } from '../../../core/model.js';
import { capabilitiesOf, modelOf } from './entry-facts.js';
import { isJsonObject, list, positive, text, type JsonObject } from './json-fields.js';
import { keyedModel } from './lmstudio-keyed.js';
import { Parses, type ModelListParser } from './model-list-parser.js';

/**
 * Reads the lists of LM Studio: `data[].id` of its v0 API and of the OpenAI one, and `models[].key` of its
 * v1 API.
 */
@Injectable()
@Parses('lmstudio')
export class LmStudioParser implements ModelListParser {
  readonly label = 'LM Studio';

  entries(json: JsonObject): readonly unknown[] | undefined {
    const data = list(json, 'data');
    if (data) return data;
    const models = json['models'];
    return Array.isArray(models) && models.some(isKeyed) ? models : undefined;
  }

  model(entry: JsonObject): Model | undefined {
    const name = text(entry, 'id');
    return name === undefined ? keyedModel(entry) : modelOf(name, facts(entry));
  }
}

const isKeyed = (entry: unknown): boolean => isJsonObject(entry) && text(entry, 'key') !== undefined;

/** The server tells no base model; the original shows the publisher in its place, and so do we. */
function facts(entry: JsonObject): Omit<Model, 'name'> {
  const publisher = text(entry, 'publisher');
  const family = text(entry, 'arch');
  return {
    type: text(entry, 'object'),
    details: {
      type: text(entry, 'type'),
      publisher,
      parent_model: publisher,
      quantization_level: text(entry, 'quantization'),
      family,
      families: family ? [family] : undefined,
      format: text(entry, 'compatibility_type'),
      state: text(entry, 'state'),
      max_context_length: positive(entry, 'max_context_length'),
      capabilities: capabilitiesOf(entry),
    },
  };
}
