import { Injectable } from '@nestjs/common';
import type { Model } from '../../core/model.js';
import { compact, isJsonObject, positive, text, type JsonObject } from './json-fields.js';
import { hasList, readModels } from './model-entries.js';
import { Parses, type ModelListParser } from './model-list-parser.js';

const RFC_3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/i;

/** Reads `/api/tags`: `{ "models": [{ "name": … }] }`. */
@Injectable()
@Parses('ollama')
export class OllamaParser implements ModelListParser {
  recognises(json: unknown): boolean {
    return hasList(json, 'models');
  }

  parse(json: unknown): Model[] {
    return readModels(json, 'models', 'name', toModel);
  }
}

function toModel(name: string, entry: JsonObject): Model {
  const sizeBytes = positive(entry, 'size');
  const details = detailsOf(entry);
  return { name, ...(sizeBytes && { sizeBytes }), ...(details && { details }) };
}

function detailsOf(entry: JsonObject): JsonObject | undefined {
  if (!['details', 'digest', 'modified_at'].some((key) => key in entry)) return undefined;
  const inner = isJsonObject(entry['details']) ? entry['details'] : {};
  const parent = inner['parent_model'];
  return compact({
    digest: text(entry, 'digest'),
    modified_at: modifiedAt(entry),
    parameter_size: text(inner, 'parameter_size'),
    quantization_level: text(inner, 'quantization_level'),
    family: text(inner, 'family'),
    format: text(inner, 'format'),
    parent_model: typeof parent === 'string' ? parent : undefined,
    families: families(inner),
  });
}

function modifiedAt(entry: JsonObject): string | undefined {
  const written = text(entry, 'modified_at');
  if (!written || !RFC_3339.test(written)) return undefined;
  const time = Date.parse(written);
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}

function families(inner: JsonObject): readonly string[] | undefined {
  const list = inner['families'];
  if (!Array.isArray(list)) return undefined;
  const names = list.filter((name): name is string => typeof name === 'string');
  return names.length > 0 ? names : undefined;
}
