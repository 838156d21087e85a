import type { Model, ModelDetails } from '../../../core/model.js';

export type Metadata = Readonly<Record<string, unknown>>;

/** What is taken over as the listing has it. */
const TAKEN_OVER = [
  ...(['digest', 'format', 'max_context_length', 'state', 'parameter_size', 'quantization_level'] as const),
  ...(['parent_model', 'modified_at', 'checkpoint', 'recipe', 'capabilities'] as const),
] satisfies (keyof ModelDetails)[];

/** What a listing tells of a model, under the keys of the catalogue; nothing empty (models-and-health.md §11.2). */
export function metadataOf({ description, details = {} }: Model, type: string, publisher: string): Metadata {
  const metadata: Record<string, unknown> = {};
  for (const key of TAKEN_OVER) {
    const value = details[key];
    if (value !== undefined && value !== '') metadata[key] = value;
  }
  if (!details.family && details.families) metadata['families'] = details.families;
  if (publisher !== '') metadata['publisher'] = publisher;
  if (type !== '') metadata['type'] = type;
  if (details.type) metadata['model_type'] = details.type;
  if (description) metadata['description'] = description;
  return metadata;
}
