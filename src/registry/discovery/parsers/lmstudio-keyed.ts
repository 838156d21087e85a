import type { Model } from '../../../core/model.js';
import { capabilitiesOf, modelOf } from './entry-facts.js';
import { inner, positive, text, type JsonObject } from './json-fields.js';

/** An entry of LM Studio's v1 list in the words of its v0 list, so that either says the same of a model. */
export function keyedModel(entry: JsonObject): Model | undefined {
  const name = text(entry, 'key');
  if (name === undefined) return undefined;
  const publisher = text(entry, 'publisher');
  const family = text(entry, 'architecture');
  return modelOf(name, {
    sizeBytes: positive(entry, 'size_bytes'),
    description: text(entry, 'description'),
    details: {
      type: kindOf(entry),
      publisher,
      parent_model: publisher,
      parameter_size: text(entry, 'params_string'),
      quantization_level: text(inner(entry, 'quantization'), 'name'),
      family,
      families: family ? [family] : undefined,
      format: text(entry, 'format'),
      state: stateOf(entry),
      max_context_length: positive(entry, 'max_context_length'),
      capabilities: capabilitiesOf(entry),
    },
  });
}

function kindOf(entry: JsonObject): string | undefined {
  const type = text(entry, 'type');
  if (type === 'embedding') return 'embeddings';
  return type === 'llm' && inner(entry, 'capabilities')['vision'] === true ? 'vlm' : type;
}

function stateOf(entry: JsonObject): string | undefined {
  const instances = entry['loaded_instances'];
  if (!Array.isArray(instances)) return undefined;
  return instances.length > 0 ? 'loaded' : 'not-loaded';
}
