import { Injectable } from '@nestjs/common';
import type { Model } from '../../core/model.js';
import { compact, positive, text, type JsonObject } from './json-fields.js';
import { hasList, readModels } from './model-entries.js';
import { Parses, type ModelListParser } from './model-list-parser.js';

const LATEST_SECOND = 8.64e12;

/** Reads `/v1/models`: `{ "data": [{ "id": … }] }`. */
@Injectable()
@Parses('openai')
export class OpenAiParser implements ModelListParser {
  recognises(json: unknown): boolean {
    return hasList(json, 'data');
  }

  parse(json: unknown): Model[] {
    return readModels(json, 'data', 'id', toModel);
  }
}

function toModel(name: string, entry: JsonObject): Model {
  const type = text(entry, 'object');
  const details = compact({
    modified_at: createdAt(entry),
    publisher: text(entry, 'owned_by'),
    max_context_length: positive(entry, 'max_model_len'),
  });
  const told = Object.keys(details).length > 0 || typeof entry['owned_by'] === 'string';
  return { name, ...(type && { type }), ...(told && { details }) };
}

function createdAt(entry: JsonObject): string | undefined {
  const seconds = positive(entry, 'created');
  if (!seconds || seconds > LATEST_SECOND) return undefined;
  return new Date(seconds * 1_000).toISOString();
}
