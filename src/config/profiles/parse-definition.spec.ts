import { parseDefinition } from './parse-definition.js';

const remarksOf = (text: string): readonly string[] => parseDefinition(`name: gpu\n${text}`).remarks;
const definitionOf = (text: string): object => {
  const parsed = parseDefinition(`name: gpu\n${text}`);
  return 'definition' in parsed ? parsed.definition : {};
};
const failureOf = (text: string): string => {
  const parsed = parseDefinition(text);
  return 'failure' in parsed ? parsed.failure : '';
};

describe('the text of a profile file', () => {
  it.each(['', '# nothing\n', 'version: "1.0"\n', 'name:\n', 'name: "  "\n', 'name: [gpu]\n'])(
    'needs a name: %j',
    (text) => {
      expect(failureOf(text)).toBe('profile name is required');
    },
  );

  it.each([
    ['name: [\n', /^failed to parse profile YAML: line \d+/],
    ['name: a\nname: b\n', /^failed to parse profile YAML: line 2, column 1: mapping key "name" already/],
    ['- name: a\n', /^failed to parse profile YAML: a profile is a mapping of keys$/],
    ['just words', /^failed to parse profile YAML: a profile is a mapping of keys$/],
    ['name: *none\n', /^failed to parse profile YAML: /],
    [`name: ${'['.repeat(20_000)}`, /^failed to parse profile YAML: /],
  ])('has to be YAML: %.20j', (text, failure) => {
    expect(failureOf(text)).toMatch(failure);
  });

  it('cannot have the name that stands for no profile', () => {
    expect(failureOf('name: Auto')).toBe('profile name "auto" stands for no profile');
  });

  it('keeps what stands there, as it is written', () => {
    expect(
      definitionOf(
        [
          'version: 1.0',
          'api: { openai_compatible: yes, paths: [/v1/models, ~, 7] }',
          'characteristics: { timeout: 1h30m, max_concurrent_requests: 1_000 }',
          'path_indices: { health: -1, rerank: 2 }',
          'resources: { defaults: { min_memory_gb: 2.5 }, quantization: { multipliers: { q4: 0.5 } } }',
        ].join('\n'),
      ),
    ).toEqual({
      name: 'gpu',
      version: '1.0',
      api: { openai_compatible: true, paths: ['/v1/models', '7'] },
      characteristics: { timeout: '1h30m', max_concurrent_requests: 1_000 },
      path_indices: { health: -1, rerank: 2 },
      resources: { defaults: { min_memory_gb: 2.5 }, quantization: { multipliers: { q4: 0.5 } } },
    });
  });

  it('takes anchors, aliases and merged mappings', () => {
    const text =
      'x-some: &some { enabled: true }\nmetrics: { extraction: { <<: *some, source: response_body } }';
    expect(remarksOf(text)).toEqual([]);
    expect(definitionOf(text)).toMatchObject({
      metrics: { extraction: { enabled: true, source: 'response_body' } },
    });
  });

  it.each([
    ['api: { pahts: [/x] }', 'line 2, column 8: unknown key api.pahts is ignored (did you mean api.paths?)'],
    ['prefixes: [x]', 'line 2, column 1: unknown key prefixes is ignored (did you mean routing.prefixes?)'],
    ['nonsense: 1', 'line 2, column 1: unknown key nonsense is ignored'],
    [
      'resources: { model_sizes: [{ pattern: x }] }',
      'line 2, column 30: unknown key resources.model_sizes[0].pattern is ignored (did you mean resources.model_sizes[0].patterns?)',
    ],
    [
      'api: { operations: { chats: /x } }',
      'line 2, column 22: unknown key api.operations.chats is ignored (did you mean api.operations.chat?)',
    ],
    ['constructor: 1', 'line 2, column 1: unknown key constructor is ignored'],
  ])('is used without keys that nobody knows: %s', (text, remark) => {
    expect(remarksOf(text)).toEqual([remark]);
  });

  it.each([
    ['routing: [x]', 'routing: must be a mapping, got a list'],
    ['routing: { prefixes: x }', 'routing.prefixes: must be a list, got a single value'],
    ['routing: { prefixes: [[x]] }', 'routing.prefixes[0]: must be a text, got a list'],
    ['api: { openai_compatible: perhaps }', 'api.openai_compatible: must be true or false, got "perhaps"'],
    [
      'models: { capability_patterns: { code: "*" } }',
      'models.capability_patterns.code: must be a list, got a single value',
    ],
    [
      'characteristics: { timeout: soon }',
      'characteristics.timeout: must be a duration such as 30s, 1m30s or 500ms, got "soon"',
    ],
    ['characteristics: { timeout: -5s }', 'characteristics.timeout: must not be negative, got -5s'],
    [
      'characteristics: { default_priority: -1 }',
      'characteristics.default_priority: must not be negative, got -1',
    ],
    [
      'resources: { defaults: { min_memory_gb: much } }',
      'resources.defaults.min_memory_gb: must be a number, got "much"',
    ],
    [
      'resources: { defaults: { min_memory_gb: -2 } }',
      'resources.defaults.min_memory_gb: must not be negative, got -2',
    ],
    [
      'detection: { default_ports: [http] }',
      'detection.default_ports[0]: must be a whole number, got "http"',
    ],
    ['api: { operations: { chat: v1/chat } }', 'api.operations.chat: must begin with /, got "v1/chat"'],
  ])('is used without values of another kind: %s', (text, complaint) => {
    expect(remarksOf(text)).toEqual([expect.stringContaining(`${complaint}; the key is ignored`)]);
    expect(remarksOf(text)[0]).toMatch(/^line 2, column \d+: /);
  });

  it('may hold all that drop-in files are known to hold', () => {
    const text = [
      'home: https://example.com',
      'api: { metrics_path: /m, props_path: /p, slots_path: /s, stats_path: /t }',
      'detection: { response_headers: { server: x }, server_signatures: [x] }',
      'characteristics: { single_model_server: true }',
      'models: { provider_prefixes: [x] }',
      'request: { parsing_rules: { native_completion_path: /c, native_embedding_path: /e, embeddings_path: /v } }',
      'resources: { model_sizes: [{ patterns: [7b], notes: fine }], slot_configuration: { a: 1 }, timeout_scaling: { per_token_timeout_ms: 3 } }',
      'path_indices: { anything: 3 }',
      'features: { a: 1 }',
      'performance: [1]',
      'security: x',
      'deployment: {}',
      'olla_integration: { x: { y: 1 } }',
    ].join('\n');
    expect(remarksOf(text)).toEqual([]);
  });
});
