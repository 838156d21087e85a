import { DEFAULT_RULES } from './default-rules.js';
import { readRules } from './rules-file.js';

describe('readRules', () => {
  it('takes a file with one section as all there is', () => {
    const rules = readRules('quantization:\n  mappings:\n    q9_x: nine\n');
    expect(rules.quantizations).toEqual(new Map([['Q9_X', 'nine']]));
    expect(rules.families).toEqual([]);
    expect(rules.contextThresholds).toEqual({});
  });

  it('reads a pattern with its groups, the first for the family when none is named', () => {
    const text = `model_extraction:
  family_patterns:
    - { pattern: '^(a)(b)', family_group: 2, variant_group: 1, description: turned }
    - { pattern: '^(a)' }`;
    expect(readRules(text).families).toEqual([
      { pattern: '^(a)(b)', familyGroup: 2, variantGroup: 1 },
      { pattern: '^(a)', familyGroup: 1, variantGroup: 0 },
    ]);
  });

  it('takes numbers and truth values for the words that they look like', () => {
    const { architectures } = readRules('model_extraction: { architecture_mappings: { 4: 5, on: true } }');
    expect(architectures).toEqual(new Map([['4', '5'], ['on', 'true']])); // prettier-ignore
  });

  it('adds to the built-in rules when the file says so', () => {
    const rules = readRules(`extends: default
model_extraction:
  family_patterns: [{ pattern: '^(acme)' }]
  publisher_mappings: { acme: acme-corp, llama: us }
capabilities: { context_thresholds: { long_context: 64000 } }
special_rules: { generic_names: [thing] }`);
    expect(rules.families).toHaveLength(DEFAULT_RULES.families.length + 1);
    expect(rules.families[0]!.pattern).toBe('^(acme)');
    expect([
      rules.publishers.get('acme'),
      rules.publishers.get('llama'),
      rules.publishers.get('phi'),
    ]).toEqual(['acme-corp', 'us', 'microsoft']);
    expect(rules.contextThresholds).toEqual({ extended: 32_000, long: 64_000, ultraLong: 1_000_000 });
    expect(rules.genericNames.has('thing') && rules.genericNames.has('model')).toBe(true);
  });

  it.each([
    ['', 'parsed but contains no configuration'],
    ['version: "1.0"\n', 'parsed but contains no configuration'],
    ['model_extraction:\nquantization: {}\n', 'parsed but contains no configuration'],
    ['capabilities: { context_thresholds: {}, name_patterns: [] }', 'parsed but contains no configuration'],
    ['- a\n- b\n', 'the file is not a mapping'],
    ['just words', 'the file is not a mapping'],
    ['quantization: 3', 'quantization is not a mapping'],
    ['model_extraction: { family_patterns: x }', 'model_extraction.family_patterns is not a list'],
    [
      'model_extraction: { family_patterns: [{ pattern: a, family_group: -1 }] }',
      'model_extraction.family_patterns[0].family_group is not a whole number',
    ],
    ['special_rules: { generic_names: [[a]] }', 'special_rules.generic_names[0] is not a text'],
    ['a: [', 'Flow sequence'],
  ])('refuses %j', (text, reason) => {
    expect(() => readRules(text)).toThrow(reason);
  });
});
