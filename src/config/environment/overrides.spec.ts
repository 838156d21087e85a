import { printableConfig } from '../printable-config.js';
import { messagesOf, parsed, problemsOf } from '../testing.js';
import { OVERRIDES } from './overrides.js';

type Cases = readonly (readonly [variable: string, value: string, path: string, expected: unknown])[];

const CASES: Cases = [
  ['OLLA_SERVER_HOST', '0.0.0.0', 'server.host', '0.0.0.0'],
  ['OLLA_SERVER_PORT', '8080', 'server.port', 8080],
  ['OLLA_SERVER_READ_TIMEOUT', '45s', 'server.readTimeout', 45_000],
  ['OLLA_SERVER_READ_HEADER_TIMEOUT', '3s', 'server.readHeaderTimeout', 3_000],
  ['OLLA_SERVER_WRITE_TIMEOUT', '1m', 'server.writeTimeout', 60_000],
  ['OLLA_SERVER_REQUEST_LOGGING', 'false', 'server.requestLogging', false],
  ['OLLA_SERVER_MAX_BODY_SIZE', '50MB', 'server.requestLimits.maxBodySize', 52_428_800],
  ['OLLA_SERVER_MAX_HEADER_SIZE', '2MB', 'server.requestLimits.maxHeaderSize', 2_097_152],
  ['OLLA_SERVER_GLOBAL_RATE_LIMIT', '7', 'server.rateLimits.globalRequestsPerMinute', 7],
  ['OLLA_SERVER_PER_IP_RATE_LIMIT', '0', 'server.rateLimits.perIpRequestsPerMinute', 0],
  ['OLLA_SERVER_RATE_BURST_SIZE', '9', 'server.rateLimits.burstSize', 9],
  ['OLLA_SERVER_HEALTH_RATE_LIMIT', '-1', 'server.rateLimits.healthRequestsPerMinute', -1],
  ['OLLA_SERVER_RATE_CLEANUP_INTERVAL', '1m', 'server.rateLimits.cleanupInterval', 60_000],
  ['OLLA_SERVER_TRUST_PROXY_HEADERS', 'T', 'server.rateLimits.trustProxyHeaders', true],
  [
    'OLLA_SERVER_TRUSTED_PROXY_CIDRS',
    '10.0.0.0/8, 172.16.0.0/12,192.168.1.0/24',
    'server.rateLimits.trustedProxyCidrs',
    ['10.0.0.0/8', '172.16.0.0/12', '192.168.1.0/24'],
  ],
  ['OLLA_SERVER_CORS_ENABLED', '1', 'server.cors.enabled', true],
  [
    'OLLA_SERVER_CORS_ALLOWED_ORIGINS',
    'https://a,https://b',
    'server.cors.allowedOrigins',
    ['https://a', 'https://b'],
  ],
  ['OLLA_SERVER_CORS_ALLOWED_METHODS', 'GET', 'server.cors.allowedMethods', ['GET']],
  ['OLLA_SERVER_CORS_ALLOWED_HEADERS', 'X-A', 'server.cors.allowedHeaders', ['X-A']],
  ['OLLA_SERVER_CORS_EXPOSED_HEADERS', 'X-B', 'server.cors.exposedHeaders', ['X-B']],
  ['OLLA_SERVER_CORS_ALLOW_CREDENTIALS', 'true', 'server.cors.allowCredentials', true],
  ['OLLA_SERVER_CORS_MAX_AGE', '60', 'server.cors.maxAge', 60],
  ['OLLA_PROXY_ENGINE', 'sherpa', 'proxy.engine', 'sherpa'],
  ['OLLA_PROXY_PROFILE', 'streaming', 'proxy.profile', 'streaming'],
  ['OLLA_PROXY_LOAD_BALANCER', 'priority', 'proxy.loadBalancer', 'priority'],
  ['OLLA_PROXY_RESPONSE_TIMEOUT', '1h', 'proxy.responseTimeout', 3_600_000],
  ['OLLA_PROXY_READ_TIMEOUT', '2m', 'proxy.readTimeout', 120_000],
  ['OLLA_PROXY_RESPONSE_HEADER_TIMEOUT', '400ms', 'proxy.responseHeaderTimeout', 400],
  ['OLLA_PROXY_TLS_HANDSHAKE_TIMEOUT', '5s', 'proxy.tlsHandshakeTimeout', 5_000],
  ['OLLA_PROXY_CONNECTION_KEEP_ALIVE', '15s', 'proxy.connectionKeepAlive', 15_000],
  ['OLLA_PROXY_STICKY_SESSIONS_ENABLED', 'true', 'proxy.stickySessions.enabled', true],
  ['OLLA_LOGGING_LEVEL', 'debug', 'logging.level', 'debug'],
  ['OLLA_LOGGING_FORMAT', 'text', 'logging.format', 'text'],
  ['OLLA_LOGGING_OUTPUT', 'file', 'logging.output', 'file'],
  ['OLLA_SHOW_NERD_STATS', 'TRUE', 'engineering.showNerdstats', true],
  ['OLLA_MODEL_REGISTRY_TYPE', 'memory', 'modelRegistry.type', 'memory'],
  ['OLLA_MODEL_UNIFIER_ENABLED', 'f', 'modelRegistry.enableUnifier', false],
  ['OLLA_TRANSLATORS_ANTHROPIC_ENABLED', '0', 'translators.anthropic.enabled', false],
  [
    'OLLA_TRANSLATORS_ANTHROPIC_PASSTHROUGH_ENABLED',
    'False',
    'translators.anthropic.passthroughEnabled',
    false,
  ],
  ['OLLA_TRANSLATORS_ANTHROPIC_MAX_MESSAGE_SIZE', '1024', 'translators.anthropic.maxMessageSize', 1_024],
  ['OLLA_EXTENSIONS', './a.js, @acme/olla,', 'extensions', ['./a.js', '@acme/olla']],
];

/** A value for each of these keys that neither the default nor the environment has. */
const FILE = `
server:
  host: file
  port: 1
  read_timeout: 1s
  request_limits: { max_body_size: 1, max_header_size: 5000 }
  rate_limits: { burst_size: 1, trusted_proxy_cidrs: [1.0.0.0/8] }
  cors: { enabled: false, allowed_origins: [file], max_age: 1 }
proxy: { engine: file, load_balancer: file, read_timeout: 1s }
logging: { level: error }
`;

describe('the environment', () => {
  it('has a case here for each variable', () => {
    expect(CASES.map(([variable]) => variable)).toEqual(OVERRIDES.map(([variable]) => variable));
  });

  it.each(CASES)('%s=%s beats file and default', (variable, value, path, expected) => {
    for (const file of ['', FILE]) {
      expect(parsed(file, { env: { [variable]: value } }).config).toHaveProperty(path, expected);
    }
  });

  it.each([
    ['OLLA_SERVER_PER_IP_RATE_LIMIT', 'many'],
    ['OLLA_SERVER_PER_IP_RATE_LIMIT', '1.5'],
    ['OLLA_SERVER_MAX_BODY_SIZE', '12XB'],
    ['OLLA_SERVER_READ_TIMEOUT', '30'],
    ['OLLA_SERVER_CORS_ENABLED', 'yes'],
    ['OLLA_PROXY_READ_TIMEOUT', 'soon'],
    ['OLLA_TRANSLATORS_ANTHROPIC_MAX_MESSAGE_SIZE', '10MB'],
  ])('%s=%j changes nothing, and that is said', (variable, value) => {
    const { config, warnings } = parsed('', { env: { [variable]: value } });
    expect(printableConfig(config)).toEqual(printableConfig(parsed('').config));
    expect(config.given.size).toBe(0);
    expect(warnings).toMatchObject([
      { kind: 'value', variable, message: expect.stringContaining(`"${value}"`) },
    ]);
  });

  it.each([
    ['OLLA_PROXY_ENGINE', ''],
    ['OLLA_SERVER_HOST', ''],
    ['OLLA_SERVER_IDLE_TIMEOUT', '5s'],
    ['OLLA_SERVER__IDLE_TIMEOUT', ''],
    ['OLLA_ENDPOINTS', ''],
    ['OLLA_PORT', 'tcp://10.0.0.1:40114'],
  ])('%s=%j changes nothing and says nothing', (variable, value) => {
    const { config, warnings } = parsed('', { env: { [variable]: value } });
    expect(printableConfig(config)).toEqual(printableConfig(parsed('').config));
    expect(config.given.size).toBe(0);
    expect(warnings).toEqual([]);
  });

  it('is judged like the file, and the variable is named', () => {
    expect(problemsOf('server: {port: 5}', { env: { OLLA_SERVER_PORT: '0' } })).toEqual([
      {
        path: 'server.port',
        variable: 'OLLA_SERVER_PORT',
        message: 'server.port must be between 1 and 65535, got 0',
      },
    ]);
    expect(messagesOf('', { env: { OLLA_PROXY_ENGINE: 'nope' }, known: { engines: ['olla'] } })).toEqual([
      'failed to create proxy service: unknown proxy implementation: nope',
    ]);
  });

  it('is told apart from the file', () => {
    const { given } = parsed('logging: {level: warn}', { env: { OLLA_LOGGING_FORMAT: 'json' } }).config;
    expect([...given]).toEqual([
      ['logging.level', 'file'],
      ['logging.format', 'environment'],
    ]);
  });
});
