import { Injectable } from '@nestjs/common';
import type { Model, ModelDetails } from '../../../core/model.js';
import { capabilitiesOf } from './entry-facts.js';
import { anyText, compact, inner, list, positive, text, texts, type JsonObject } from './json-fields.js';
import { Parses, type ModelListParser } from './model-list-parser.js';

const RFC_3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/i;

/** Reads `/api/tags`: `{ "models": [{ "name": … }] }`. */
@Injectable()
@Parses('ollama')
export class OllamaParser implements ModelListParser {
  readonly label = 'Ollama';

  entries(json: JsonObject): readonly unknown[] | undefined {
    return list(json, 'models');
  }

  model(entry: JsonObject): Model | undefined {
    const name = text(entry, 'name');
    if (name === undefined) return undefined;
    return compact<Model>({
      name,
      sizeBytes: positive(entry, 'size'),
      description: text(entry, 'description'),
      details: detailsOf(entry),
    });
  }
}

/** Undefined when the entry is silent about all of it. Details that cannot be read are empty ones. */
function detailsOf(entry: JsonObject): ModelDetails | undefined {
  if (!['details', 'digest', 'modified_at', 'capabilities'].some((key) => key in entry)) return undefined;
  const details = inner(entry, 'details');
  return compact<ModelDetails>({
    digest: text(entry, 'digest'),
    modified_at: modifiedAt(entry),
    parameter_size: text(details, 'parameter_size'),
    quantization_level: text(details, 'quantization_level'),
    family: text(details, 'family'),
    format: text(details, 'format'),
    parent_model: anyText(details, 'parent_model'),
    families: texts(details, 'families'),
    capabilities: capabilitiesOf(entry),
  });
}

function modifiedAt(entry: JsonObject): string | undefined {
  const written = text(entry, 'modified_at');
  if (!written || !RFC_3339.test(written)) return undefined;
  const time = Date.parse(written);
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}
