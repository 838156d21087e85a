import { parse } from 'yaml';
import { DEFAULT_RULES } from './default-rules.js';
import type { CapabilityRule, FamilyRule, WrittenRules } from './model-rules.js';
import { extended } from './extended-rules.js';
import { RulesReader } from './rules-reader.js';

/**
 * Reads `models.yaml`. What a file leaves out is empty, unless it says `extends: default`.
 * Throws when it is no YAML, has values of the wrong kind, or says nothing.
 */
export function readRules(text: string): WrittenRules {
  const file = new RulesReader(parse(text));
  const extraction = file.section('model_extraction');
  const capabilities = file.section('capabilities');
  const special = file.section('special_rules');
  const thresholds = capabilities.section('context_thresholds');
  const rules: WrittenRules = {
    families: extraction.list('family_patterns', familyRule),
    architectures: extraction.words('architecture_mappings'),
    familyAliases: extraction.words('family_aliases'),
    publishers: extraction.words('publisher_mappings'),
    quantizations: upperCased(file.section('quantization').words('mappings')),
    typeCapabilities: capabilities.wordLists('type_capabilities'),
    nameCapabilities: capabilities.list('name_patterns', capabilityRule),
    contextThresholds: {
      extended: thresholds.count('extended_context'),
      long: thresholds.count('long_context'),
      ultraLong: thresholds.count('ultra_long_context'),
    },
    preservedFamilies: special.wordList('preserve_family'),
    genericNames: new Set(special.wordList('generic_names')),
  };
  if (isEmpty(rules)) throw new Error('parsed but contains no configuration');
  return file.word('extends') === 'default' ? extended(DEFAULT_RULES, rules) : rules;
}

const familyRule = (entry: RulesReader): FamilyRule<string> => ({
  pattern: entry.word('pattern') ?? '',
  familyGroup: entry.count('family_group') ?? 1,
  variantGroup: entry.count('variant_group') ?? 0,
});

const capabilityRule = (entry: RulesReader): CapabilityRule<string> => ({
  pattern: entry.word('pattern') ?? '',
  capabilities: entry.wordList('capabilities'),
});

const upperCased = (words: ReadonlyMap<string, string>): ReadonlyMap<string, string> =>
  new Map([...words].map(([from, to]) => [from.toUpperCase(), to]));

function isEmpty({ contextThresholds, genericNames, ...rules }: WrittenRules): boolean {
  if (genericNames.size > 0) return false;
  if (Object.values(contextThresholds).some((threshold) => threshold !== undefined)) return false;
  return Object.values(rules).every((part) => ('size' in part ? part.size : part.length) === 0);
}
