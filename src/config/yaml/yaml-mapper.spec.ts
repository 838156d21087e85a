import { messagesOf, parsed, problemsOf } from '../testing.js';

describe('values', () => {
  it('report every wrong type at once, each with its line', () => {
    const problems = problemsOf(
      'server:\n  port: "abc"\n  read_timeout: {a: 1}\nproxy: 7\ndiscovery:\n  static: []\n',
    );
    expect(problems.map(({ path, line, message }) => [path, line, message])).toEqual([
      ['server.port', 2, 'must be a whole number, got "abc"'],
      ['server.read_timeout', 3, 'must be a duration such as 30s, got a mapping'],
      ['proxy', 4, 'must be a mapping, got a single value'],
      ['discovery.static', 6, 'must be a mapping, got a list'],
    ]);
  });

  it('report wrong types and wrong values together', () => {
    expect(messagesOf('server: {port: 0, request_logging: perhaps}')).toEqual([
      'server.port must be between 1 and 65535, got 0',
      'must be true or false, got "perhaps"',
    ]);
  });

  it('keep the text of scalars where a text is wanted', () => {
    const { config } = parsed('discovery: {static: {endpoints: [{url: "http://h", name: 123, type: auto}]}}');
    expect(config.discovery.static.endpoints[0]!.name).toBe('123');
  });

  it('keep a text that says null when it is quoted', () => {
    expect(parsed('server: {host: "null"}').config.server.host).toBe('null');
    expect(parsed('server: {host: null}').config.server.host).toBe('localhost');
  });

  it('refuse a negative max_sessions as YAML does', () => {
    expect(problemsOf('proxy: {sticky_sessions: {max_sessions: -1}}')).toMatchObject([
      { path: 'proxy.sticky_sessions.max_sessions', message: 'must not be negative, got -1' },
    ]);
  });
});

describe('lists', () => {
  it('replace the default list as a whole', () => {
    const { config } = parsed('proxy: {sticky_sessions: {key_sources: [ip]}}');
    expect(config.proxy.stickySessions.keySources).toEqual(['ip']);
  });

  it('become empty with null', () => {
    const { config } = parsed('proxy: {retry: {on_status: }}\ndiscovery:\n  static:\n    endpoints:\n');
    expect(config.proxy.retry.onStatus).toEqual([]);
    expect(config.discovery.static.endpoints).toEqual([]);
  });

  it('drop null elements and keep empty texts', () => {
    const { config } = parsed('server: {cors: {allowed_methods: [GET, ~, "", null, POST]}}');
    expect(config.server.cors.allowedMethods).toEqual(['GET', '', 'POST']);
  });

  it('name the element that is wrong', () => {
    expect(problemsOf('proxy:\n  retry:\n    on_status:\n      - 500\n      - many\n')).toMatchObject([
      { path: 'proxy.retry.on_status[1]', line: 5, column: 9 },
    ]);
  });

  it('are needed where a list belongs', () => {
    expect(messagesOf('extensions: a')).toEqual(['must be a list, got a single value']);
  });
});

describe('endpoints', () => {
  const first = (text: string) =>
    parsed(`discovery: {static: {endpoints: [${text}]}}`).config.discovery.static.endpoints[0]!;

  it('have nothing where priority, auth and model_filter are null', () => {
    const endpoint = first('{url: "http://h", priority: , auth: ~, model_filter: null}');
    expect(endpoint).toMatchObject({ priority: 100, auth: undefined, modelFilter: undefined });
  });

  it('keep an explicit priority of 0', () => {
    expect(first('{url: "http://h", priority: 0}').priority).toBe(0);
  });

  it('have an empty text where a header is null', () => {
    expect(first('{url: "http://h", headers: {X-A: , X-B: 5}}').headers).toEqual({ 'X-A': '', 'X-B': '5' });
  });
});

describe('anchors', () => {
  const text = `
defaults: &d { type: openai-compatible, priority: 7, check_interval: 9s }
server: &s { port: 5 }
discovery:
  static:
    endpoints:
      - <<: *d
        url: http://a
        priority: 8
      - { <<: [{ type: vllm }, *d], url: "http://b" }
`;

  it('bring what they stand for, and own keys win', () => {
    const { config, warnings } = parsed(text);
    expect(config.server.port).toBe(5);
    expect(config.discovery.static.endpoints).toMatchObject([
      { url: 'http://a', type: 'openai-compatible', priority: 8, checkInterval: 9_000 },
      { url: 'http://b', type: 'vllm', priority: 7, checkInterval: 9_000 },
    ]);
    expect(warnings).toEqual([]);
  });

  it('that stand for themselves end', () => {
    expect(parsed('server: &s\n  <<: *s\n  port: 5\n').config.server.port).toBe(5);
  });
});

describe('keys that nobody knows', () => {
  const noticed = (text: string) =>
    parsed(text).warnings.map(({ path, line, hint, kind }) => ({ path, line, hint, kind }));

  it.each([
    ['server:\n  prot: 5\n', { path: 'server.prot', line: 2, hint: 'did you mean server.port?' }],
    [
      'dashboard:\n  allowed_cidrs: [a]\n',
      {
        path: 'dashboard.allowed_cidrs',
        line: 2,
        hint: 'did you mean dashboard.access_policy.allowed_cidrs?',
      },
    ],
    [
      'dashboard:\n  access_policy:\n    allowed_xidrs: [a]\n',
      {
        path: 'dashboard.access_policy.allowed_xidrs',
        line: 3,
        hint: 'did you mean dashboard.access_policy.allowed_cidrs?',
      },
    ],
    [
      'discovery:\n  static:\n    endpoints:\n      - {url: "http://h", helth_check_url: /}\n',
      {
        path: 'discovery.static.endpoints[0].helth_check_url',
        line: 4,
        hint: 'did you mean discovery.static.endpoints[0].health_check_url?',
      },
    ],
    ['engine: olla\n', { path: 'engine', line: 1, hint: 'did you mean proxy.engine?' }],
    ['zzz: 1\n', { path: 'zzz', line: 1, hint: undefined }],
  ])('%j is a warning', (text, notice) => {
    expect(noticed(text)).toEqual([{ ...notice, kind: 'unknown-key' }]);
  });

  it('leave the defaults alone', () => {
    expect(
      parsed('dashboard: {access_policy: {allowed_xidrs: [x]}}').config.dashboard.accessPolicy.allowedCidrs,
    ).toEqual(['127.0.0.0/8', '::1/128']);
  });

  it('are problems when they shall be', () => {
    expect(problemsOf('server: {prot: 5}', { strict: true })).toMatchObject([{ path: 'server.prot' }]);
    expect(problemsOf('server: {prot: 5}', { env: { OLLA_CONFIG_STRICT: 'true' } })).toHaveLength(1);
  });

  const LEGACY = {
    proxy: { max_retries: 3, retry_backoff: '500ms' },
    discovery: {
      health_check: { initial_delay: '1s' },
      static: { endpoints: [{ url: 'http://h', tags: ['a'] }] },
    },
    server: { rate_limits: { per_endpoint: { default_requests_per_minute: 5 } } },
    model_registry: {
      unification: { enabled: true, cache_ttl: '5m', custom_rules: [], family_overrides: {} },
    },
  };

  it('have a word of their own when they once meant something, and are never fatal', () => {
    const { warnings } = parsed(LEGACY, { strict: true });
    expect(warnings.map(({ path }) => path)).toEqual([
      'proxy.max_retries',
      'proxy.retry_backoff',
      'discovery.health_check',
      'discovery.static.endpoints[0].tags',
      'server.rate_limits.per_endpoint',
      'model_registry.unification.enabled',
      'model_registry.unification.cache_ttl',
      'model_registry.unification.custom_rules',
      'model_registry.unification.family_overrides',
    ]);
    expect(warnings.every(({ kind, hint, line }) => kind === 'legacy-key' && hint && line)).toBe(true);
  });
});
