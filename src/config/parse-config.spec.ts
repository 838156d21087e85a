import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { OllaConfig, ProxyConfig, ServerConfig } from './index.js';
import { parsed, problemsOf } from './testing.js';

const shipped = readFileSync(new URL('../../config/config.yaml', `file://${__filename}`), 'utf8');

describe('the defaults', () => {
  const { config, warnings } = parsed('');

  it('are valid and silent', () => {
    expect(warnings).toEqual([]);
  });

  it('are those of the original', () => {
    expect(config.server).toMatchObject({ host: 'localhost', port: 40_114, requestLogging: true });
    expect(config.server.cors).toMatchObject({
      enabled: false,
      allowedOrigins: ['*'],
      allowedMethods: ['GET', 'POST', 'OPTIONS'],
      maxAge: 300,
    });
    expect(config.logging).toEqual({
      level: 'info',
      format: 'json',
      output: 'stdout',
      timeFormat: 'local',
    });
    expect(config.engineering.showNerdstats).toBe(false);
    expect(config.modelAliases).toEqual({});
    expect(config.discovery.static.endpoints).toMatchObject([
      {
        url: 'http://localhost:11434',
        name: 'localhost',
        type: 'ollama',
        priority: 100,
        healthCheckUrl: '/',
      },
    ]);
    expect(config.discovery.modelDiscovery).toEqual({
      enabled: true,
      interval: 300_000,
      timeout: 30_000,
      concurrentWorkers: 5,
      retryAttempts: 3,
      retryBackoff: 1_000,
    });
  });

  it('are those of the classes, but for what follows from other values', () => {
    expect(config.proxy).toEqual(new ProxyConfig());
    expect(config.server).toEqual(Object.assign(new ServerConfig(), { idleTimeout: 30_000 }));
    expect(config.dashboard).toEqual(new OllaConfig().dashboard);
    expect(config.translators).toEqual(new OllaConfig().translators);
    expect(config.modelRegistry).toEqual(new OllaConfig().modelRegistry);
  });

  it('come from nowhere', () => {
    expect(config.sourceFile).toBe('');
    expect(config.given.size).toBe(0);
  });
});

describe('the shipped file', () => {
  const { config, warnings } = parsed(shipped);

  it('is silent', () => {
    expect(warnings).toEqual([]);
  });

  it('restates the defaults but for the endpoints', () => {
    const usual = parsed('').config;
    for (const section of [
      'server',
      'proxy',
      'modelRegistry',
      'translators',
      'dashboard',
      'logging',
      'engineering',
    ] as const) {
      expect(config[section]).toEqual(usual[section]);
    }
    expect(config.discovery.modelDiscovery).toEqual(usual.discovery.modelDiscovery);
    expect(config.extensions).toEqual([]);
  });

  it('names three servers that people run at home', () => {
    const rows = config.discovery.static.endpoints.map((endpoint) => [
      endpoint.name,
      endpoint.url,
      endpoint.type,
      endpoint.healthCheckUrl,
      endpoint.modelUrl,
      endpoint.checkInterval,
      endpoint.checkTimeout,
      endpoint.priority,
    ]);
    expect(rows).toEqual([
      ['local-ollama', 'http://localhost:11434', 'ollama', '/', '/api/tags', 2_000, 1_000, 100],
      ['local-lm-studio', 'http://localhost:1234', 'lm-studio', '/', '/v1/models', 2_000, 1_000, 100],
      ['local-vllm', 'http://localhost:8000', 'vllm', '/health', '/v1/models', 5_000, 2_000, 100],
    ]);
  });

  it('leaves stream buffers to the engine', () => {
    expect(config.given.has('proxy.stream_buffer_size')).toBe(false);
  });
});

describe('a configuration', () => {
  it('names the files with secrets, those of the environment too, and the text', () => {
    const text = `access: {keys: [{name: a, key_file: package.json}]}`;
    const { secretFiles, text: kept } = parsed(text, {
      cwd: process.cwd(),
      env: { OLLA_ADMIN__TOKENS__0__TOKEN_FILE: 'test/fixtures/../../no-such-file' },
      secrets: false,
    });
    expect(secretFiles).toEqual(['package.json', 'no-such-file'].map((name) => resolve(name)));
    expect(kept).toBe(text);
  });

  it('can be judged where its secrets are not', () => {
    const endpoint = {
      url: 'https://${HOST}:1',
      name: 'a',
      auth: { type: 'bearer', token: '${TOKEN}' },
      headers: { 'X-Team': '${TEAM}' },
      tls: { ca_file: '/no/such.pem' },
    };
    const others = {
      url: 'http://b:1',
      auth: { type: 'basic', username_file: '/no/u', password_file: '/no/p' },
    };
    const file = {
      discovery: { static: { endpoints: [endpoint, others] } },
      access: { keys: ['/no/a', '/no/b'].map((key_file) => ({ name: key_file, key_file })) },
      admin: { tokens: [{ token_file: '/no/c' }] },
    };
    expect(problemsOf(file)).not.toEqual([]);
    expect(problemsOf(file, { secrets: false })).toEqual([]);
    expect(problemsOf({ ...file, proxy: { engine: '' } }, { secrets: false })).toHaveLength(1);
  });

  it('refuses unknown keys where the environment says so, and legacy ones never', () => {
    const file = 'servr: {}\nproxy: {max_retries: 3}';
    expect(problemsOf(file)).toEqual([]);
    expect(problemsOf(file, { env: { OLLA_CONFIG_STRICT: '1' } }).map(({ path }) => path)).toEqual(['servr']);
    expect(problemsOf(file, { env: { OLLA_CONFIG_STRICT: 'true' }, strict: false })).toEqual([]);
  });

  it('is frozen to its leaves', () => {
    const { config } = parsed('proxy: {sticky_sessions: {key_sources: [ip]}}');
    const parts = [
      config,
      config.server.cors,
      config.proxy.stickySessions.keySources,
      config.discovery.static.endpoints[0],
    ];
    expect(parts.every((part) => Object.isFrozen(part))).toBe(true);
    expect(() => Object.assign(config.server, { port: 1 })).toThrow(TypeError);
  });

  it('tells which keys the file gave', () => {
    const { given } = parsed('proxy: {response_timeout: 15m}').config;
    expect(given.get('proxy.response_timeout')).toBe('file');
    expect(given.has('proxy.read_timeout')).toBe(false);
  });

  it('has every problem at once, in the order of the file', () => {
    const text = `
logging: { level: loud }
proxy: { engine: "" }
discovery:
  type: ""
  static:
    endpoints:
      - { url: "", name: gpu-1 }
server: { port: 0 }
model_aliases: { a: [] }
`;
    expect(problemsOf(text).map(({ path, line }) => [path, line])).toEqual([
      ['proxy.engine', 3],
      ['discovery.type', 5],
      ['discovery.static.endpoints[0].url', 8],
      ['server.port', 9],
      ['model_aliases.a', 10],
    ]);
  });
});
