import { count, ignored, list, map, section, text } from '../../../config/profiles/index.js';

/** Every key that `models.yaml` may have (models-and-health.md §11.4): what `readRules` reads, for editors. */
export const RULES = section({
  version: ignored,
  /** Our own: `default` adds the file to the built-in rules. */
  extends: text,
  model_extraction: section({
    family_patterns: list(
      section({ pattern: text, family_group: count, variant_group: count, description: ignored }),
    ),
    architecture_mappings: map(text),
    family_aliases: map(text),
    publisher_mappings: map(text),
  }),
  quantization: section({ mappings: map(text) }),
  capabilities: section({
    type_capabilities: map(list(text)),
    name_patterns: list(section({ pattern: text, capabilities: list(text), description: ignored })),
    context_thresholds: section({ extended_context: count, long_context: count, ultra_long_context: count }),
  }),
  special_rules: section({ preserve_family: list(text), generic_names: list(text) }),
});
