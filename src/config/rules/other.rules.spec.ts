import { messagesOf, parsed, problemsOf, warningsOf } from '../testing.js';

describe('discovery', () => {
  it('refuses an empty and an unknown type', () => {
    expect(messagesOf({ discovery: { type: '' } })).toEqual([
      'discovery.type must not be empty (e.g. "static")',
    ]);
    expect(messagesOf({ discovery: { type: 'dns' } })).toEqual(['unsupported discovery type: dns']);
    expect(
      messagesOf({ discovery: { type: 'dns' } }, { known: { discoveryTypes: ['static', 'dns'] } }),
    ).toEqual([]);
  });

  it.each([
    ['interval', '0s'],
    ['timeout', '0s'],
    ['timeout', '-1s'],
    ['concurrent_workers', 0],
  ])('needs a %s other than %j while models are discovered', (key, value) => {
    const path = `discovery.model_discovery.${key}`;
    expect(problemsOf({ discovery: { model_discovery: { [key]: value } } })).toMatchObject([
      { path, message: expect.stringContaining(`${path} must be > 0 when model discovery is enabled`) },
    ]);
  });

  it('needs none of them when models are not discovered', () => {
    const section = { enabled: false, interval: '0s', timeout: '0s', concurrent_workers: 0 };
    expect(messagesOf({ discovery: { model_discovery: section } })).toEqual([]);
  });
});

describe('the model registry', () => {
  it('is in memory', () => {
    expect(parsed({ model_registry: { type: '' } }).config.modelRegistry.type).toBe('memory');
    expect(messagesOf({ model_registry: { type: 'redis9' } })).toEqual([
      'failed to create model registry: unsupported registry type: redis9',
    ]);
  });

  it('has times of its own in place of 0 and less', () => {
    const unification = { stale_threshold: '-1s', cleanup_interval: '0s' };
    expect(parsed({ model_registry: { unification } }).config.modelRegistry.unification).toMatchObject({
      staleThreshold: 86_400_000,
      cleanupInterval: 300_000,
    });
  });

  const options = (section: object) => ({ model_registry: { routing_strategy: { options: section } } });

  it.each([
    ['', 'compatible_only', 0],
    ['none', 'none', 0],
    ['all', 'all', 0],
    ['everything', 'compatible_only', 1],
    ['al', 'compatible_only', 1],
  ])('with fallback %j acts as %s', (written, effective, warnings) => {
    const loaded = parsed(options({ fallback_behavior: written }));
    expect(loaded.config.modelRegistry.routingStrategy.options.fallbackBehavior).toBe(effective);
    expect(loaded.warnings).toHaveLength(warnings);
  });

  it('takes an unknown fallback for the usual one, says so, and names the nearest', () => {
    expect(parsed(options({ fallback_behavior: 'nome' })).warnings).toMatchObject([
      {
        path: 'model_registry.routing_strategy.options.fallback_behavior',
        message: expect.stringContaining('"nome" is unknown and acts as "compatible_only"'),
        hint: 'did you mean "none"?',
      },
    ]);
  });

  it('sends models under one spelling and prefers able ones, unless told otherwise', () => {
    const { modelRegistry } = parsed({}).config;
    expect(modelRegistry.unification.routeEquivalents).toBe(false);
    expect(modelRegistry.capabilityRouting).toBe('prefer');
    const file = { unification: { route_equivalents: true }, capability_routing: 'require' };
    expect(parsed({ model_registry: file }).config.modelRegistry).toMatchObject({
      unification: { routeEquivalents: true },
      capabilityRouting: 'require',
    });
    expect(problemsOf({ model_registry: { capability_routing: 'demand' } })).toMatchObject([
      {
        path: 'model_registry.capability_routing',
        message: 'must be one of prefer, require, off, got "demand"',
      },
    ]);
  });

  it('waits 2s for fresh lists when told to wait for none', () => {
    const { config, warnings } = parsed(options({ discovery_timeout: '0s' }));
    expect(config.modelRegistry.routingStrategy.options.discoveryTimeout).toBe(2_000);
    expect(warnings).toHaveLength(1);
  });
});

describe('the filter of all models', () => {
  it('lets everything through when it is absent', () => {
    expect(parsed({}).config.modelFilter).toBeUndefined();
    expect(parsed('model_filter:').config.modelFilter).toBeUndefined();
  });

  it.each(['a', 'a*', '*a', '*a*', '*', 'a*b', 'qwen*coder*', '*qwen*coder'])(
    'takes the pattern %j',
    (pattern) => {
      const { config, warnings } = parsed({ model_filter: { include: [pattern], exclude: [pattern] } });
      expect(config.modelFilter).toEqual({ include: [pattern], exclude: [pattern] });
      expect(warnings).toEqual([]);
    },
  );

  it.each([
    [' ', 'empty or whitespace-only pattern'],
    ['a**', 'double asterisk not supported'],
    ['*a*b*', 'too many wildcards'],
    ['a*b*c', 'wildcards only supported at start and/or end, and once in between'],
  ])('refuses the pattern %j', (pattern, complaint) => {
    expect(problemsOf({ model_filter: { include: ['a', pattern] } })).toMatchObject([
      {
        path: 'model_filter.include[1]',
        message: `model_filter: invalid include pattern '${pattern}': ${complaint}`,
      },
    ]);
    expect(messagesOf({ model_filter: { exclude: [pattern] } })).toEqual([
      `model_filter: invalid exclude pattern '${pattern}': ${complaint}`,
    ]);
  });
});

describe('model aliases', () => {
  it.each([
    [{ a: ['b'] }],
    [{ a: ['qwen*', 'q*n*'] }],
    [{ a: ['b -> c* -> d', 'e'] }],
    [{ a: ['a', 'b'] }],
    [{}],
    [null],
  ])('%j are fine', (aliases) => {
    expect(messagesOf({ model_aliases: aliases })).toEqual([]);
  });

  it.each([
    [{ '': ['m'] }, 'model alias name cannot be empty'],
    [{ ' a': ['m'] }, 'model alias " a" contains leading/trailing whitespace'],
    [{ 'a ': ['m'] }, 'model alias "a " contains leading/trailing whitespace'],
    [{ a: [] }, 'model alias "a" has no actual models configured'],
    [{ a: null }, 'model alias "a" has no actual models configured'],
    [{ a: ['m', ''] }, 'model alias "a" has empty model name at position 1'],
    [{ a: ['m', ' '] }, 'model alias "a" has empty model name at position 1'],
    [{ a: ['m -> '] }, 'model alias "a" has empty model name at position 0'],
    [{ a: ['m -> -> n'] }, 'model alias "a" has empty model name at position 0'],
    [
      { a: ['m -> x**'] },
      'model alias "a" has invalid pattern \'x**\' at position 0: double asterisk not supported',
    ],
    [{ a: ['m'], A: ['m'] }, 'model alias "A" differs from "a" in upper and lower case only'],
  ])('%j are refused', (aliases, complaint) => {
    expect(messagesOf({ model_aliases: aliases })).toEqual([complaint]);
  });

  it('may name a model twice, with a warning', () => {
    expect(warningsOf({ model_aliases: { virt: ['m1', 'm1'] } })).toEqual([
      'Duplicate model name in alias configuration: "m1" in "virt"',
    ]);
  });

  it('keep names that objects have of their own', () => {
    const { modelAliases } = parsed('model_aliases: {__proto__: [a], constructor: [b]}').config;
    expect(Object.entries(modelAliases)).toEqual([
      ['__proto__', ['a']],
      ['constructor', ['b']],
    ]);
  });
});

describe('the Anthropic translator', () => {
  const anthropic = (section: object) => ({ translators: { anthropic: section } });
  const MIB = 1_048_576;

  it.each([10 * MIB, 50 * MIB, 100 * MIB])('takes messages of %d bytes', (size) => {
    expect(parsed(anthropic({ max_message_size: size })).config.translators.anthropic.maxMessageSize).toBe(
      size,
    );
  });

  it('takes 10 MiB in place of 0, with a warning', () => {
    const { config, warnings } = parsed(anthropic({ max_message_size: 0 }));
    expect(config.translators.anthropic.maxMessageSize).toBe(10 * MIB);
    expect(warnings).toHaveLength(1);
  });

  it.each([
    [-1, 'max_message_size must be non-negative, got -1'],
    [101 * MIB, `max_message_size exceeds 100 MiB safety limit, got ${101 * MIB}`],
    [500 * MIB, `max_message_size exceeds 100 MiB safety limit, got ${500 * MIB}`],
  ])('takes no messages of %d bytes, even when it is off', (size, complaint) => {
    expect(messagesOf(anthropic({ enabled: false, max_message_size: size }))).toEqual([
      `translators config invalid: anthropic translator config invalid: ${complaint}`,
    ]);
  });

  const inspector = (section: object) => anthropic({ inspector: { enabled: true, ...section } });

  it('asks nothing of an inspector that is off', () => {
    expect(
      messagesOf(anthropic({ inspector: { enabled: false, output_dir: '/etc', session_header: 'a b' } })),
    ).toEqual([]);
  });

  it('completes an inspector that is on, and warns of it', () => {
    const { config, warnings } = parsed(inspector({ output_dir: '', session_header: ' ' }));
    expect(config.translators.anthropic.inspector).toMatchObject({
      outputDir: './inspector-logs',
      sessionHeader: 'X-Session-ID',
    });
    expect(warnings).toHaveLength(1);
  });

  it.each(['/opt/x', '/srv/x', './x', '/varx', 'x/../y', 'D:\\logs'])('lets it write to %s', (directory) => {
    expect(messagesOf(inspector({ output_dir: directory }))).toEqual([]);
  });

  it.each([
    '/',
    '\\',
    'C:\\',
    'c:/',
    'C:\\Windows',
    'c:/program files/x',
    '/etc',
    '/var',
    '/usr/local/olla',
    '/tmp/../etc//x',
  ])('does not let it write to %s', (directory) => {
    const [message, ...rest] = messagesOf(inspector({ output_dir: directory }));
    expect(message).toContain(
      'inspector config invalid: output_dir cannot be set to dangerous system path: ',
    );
    expect(rest).toEqual([]);
  });

  it.each(['X Session', 'X:Session', 'a@b'])('finds conversations by no header called %s', (header) => {
    expect(messagesOf(inspector({ session_header: header }))).toEqual([
      expect.stringContaining(
        `session_header contains invalid characters (must be valid HTTP header name): ${header}`,
      ),
    ]);
  });

  it('finds conversations by X-Custom_Session-ID', () => {
    expect(messagesOf(inspector({ session_header: 'X-Custom_Session-ID' }))).toEqual([]);
  });
});

describe('the dashboard', () => {
  const policy = (section: object, more: object = {}) => ({ dashboard: { access_policy: section, ...more } });

  it.each([
    [policy({ allowed_cidrs: [] }), 'access_policy.allowed_cidrs must not be empty'],
    [
      policy({ allowed_cidrs: ['127.0.0.0/8', 'nonsense/99'] }),
      'invalid access_policy.allowed_cidrs entry "nonsense/99": invalid CIDR address: nonsense/99',
    ],
    [
      policy({ allowed_cidrs: [' 10.0.0.0/8'] }),
      'invalid access_policy.allowed_cidrs entry " 10.0.0.0/8": invalid CIDR address:  10.0.0.0/8',
    ],
  ])('with %j is refused', (file, complaint) => {
    expect(messagesOf(file)).toEqual([`dashboard config invalid: dashboard: ${complaint}`]);
  });

  it('may accept no host name', () => {
    expect(messagesOf(policy({ allowed_hosts: [] }))).toEqual([]);
  });

  it('is not looked at when it is off', () => {
    expect(messagesOf(policy({ allowed_cidrs: ['bogus'] }, { enabled: false }))).toEqual([]);
  });

  it('is looked at for the internal API that its policy guards', () => {
    const guarded = { enabled: false, gate_internal_api: true };
    expect(messagesOf(policy({ allowed_cidrs: ['bogus'] }, guarded))).toHaveLength(1);
    expect(warningsOf({ dashboard: guarded })).toEqual([]);
  });
});

describe('logging', () => {
  it.each([
    [{ level: 'WARNING' }, { level: 'warn', format: 'json', output: 'stdout' }, 0],
    [
      { level: 'Debug', format: 'text', output: 'file' },
      { level: 'debug', format: 'text', output: 'file' },
      0,
    ],
    [{ level: '', format: '', output: '' }, { level: 'info', format: 'json', output: 'stdout' }, 0],
    [
      { level: 'loud', format: 'xml', output: 'printer' },
      { level: 'info', format: 'json', output: 'stdout' },
      3,
    ],
    [{ level: 'trace' }, { level: 'info' }, 1],
    [{ format: 'JSON' }, { format: 'json' }, 1],
  ])('with %j is %j', (logging, effective, warnings) => {
    const loaded = parsed({ logging });
    expect(loaded.config.logging).toMatchObject(effective);
    expect(loaded.warnings).toHaveLength(warnings);
  });
});
