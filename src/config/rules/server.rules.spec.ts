import { PRIVATE_NETWORKS } from '../sections/index.js';
import { messagesOf, parsed, problemsOf, warningsOf } from '../testing.js';

describe('server', () => {
  it.each([0, -1, 99_999])('cannot listen on port %d', (port) => {
    expect(problemsOf(`server:\n  port: ${port}\n`)).toEqual([
      {
        path: 'server.port',
        line: 2,
        column: 3,
        message: `server.port must be between 1 and 65535, got ${port}`,
      },
    ]);
  });

  it.each([
    [0, 1_048_576],
    [-5, 1_048_576],
    [100, 4_096],
    [4_096, 4_096],
    [2_097_152, 2_097_152],
  ])('with a header limit of %d has %d', (configured, effective) => {
    const { config } = parsed({ server: { request_limits: { max_header_size: configured } } });
    expect(config.server.requestLimits.maxHeaderSize).toBe(effective);
  });

  it.each([
    [{}, { readHeaderTimeout: 10_000, idleTimeout: 30_000, writeTimeout: 0 }],
    [
      { read_header_timeout: '0s', read_timeout: '7s' },
      { readHeaderTimeout: 10_000, idleTimeout: 7_000 },
    ],
    [
      { idle_timeout: '5s', write_timeout: '0s' },
      { idleTimeout: 5_000, writeTimeout: 0 },
    ],
    [{ read_timeout: '0s' }, { readTimeout: 0, idleTimeout: 0 }],
  ])('with %j has final times', (server, expected) => {
    expect(parsed({ server }).config.server).toMatchObject(expected);
  });

  it('takes no negative time', () => {
    expect(problemsOf({ server: { shutdown_timeout: '-1s' } })).toMatchObject([
      { path: 'server.shutdown_timeout', message: 'must not be negative, got -1s' },
    ]);
  });

  it('knows three ways to answer errors', () => {
    expect(parsed({ server: { error_format: 'text' } }).config.server.errorFormat).toBe('text');
    expect(messagesOf({ server: { error_format: 'xml' } })).toEqual([
      'must be one of auto, text, json, got "xml"',
    ]);
  });

  it('warns of a burst size of 0', () => {
    expect(warningsOf({ server: { rate_limits: { burst_size: 0 } } })).toEqual([
      'server.rate_limits.burst_size is 0 — all requests will be throttled immediately',
    ]);
  });
});

describe('cors', () => {
  const cors = (section: object): string[] => messagesOf({ server: { cors: { enabled: true, ...section } } });

  it.each([
    {},
    { allowed_origins: ['https://a'], allow_credentials: true },
    { max_age: 0 },
    { enabled: false, allowed_origins: [], allow_credentials: true, max_age: -3 },
    { enabled: false, allowed_origins: null },
  ])('with %j is fine', (section) => {
    expect(cors(section)).toEqual([]);
  });

  it.each([
    [{ allowed_origins: [] }, 'cors: allowed_origins must not be empty when cors is enabled; '],
    [{ allowed_origins: null }, 'cors: allowed_origins must not be empty when cors is enabled; '],
    [
      { allow_credentials: true },
      'cors: allow_credentials=true is incompatible with allowed_origins=["*"]; ',
    ],
    [
      { allow_credentials: true, allowed_origins: ['https://a', '*'] },
      'cors: allow_credentials=true is incompatible with allowed_origins=["*"]; ',
    ],
    [{ max_age: -5 }, 'cors.max_age must be non-negative, got -5'],
  ])('with %j is refused', (section, complaint) => {
    expect(cors(section)).toEqual([expect.stringContaining(`server.cors config invalid: ${complaint}`)]);
  });
});

describe('trusted proxies', () => {
  const limits = (section: object) => ({ server: { rate_limits: section } });

  it('are the ones named', () => {
    const { config } = parsed(limits({ trusted_proxy_cidrs: [' 10.1.0.0/16', '', 'fd00::/8'] }));
    expect(config.server.rateLimits.trustedProxyCidrs).toEqual(['10.1.0.0/16', 'fd00::/8']);
  });

  it.each([
    { list: [] },
    { list: ['nonsense'] },
    { list: ['10.0.0.0/8', '10.0.0.1'] },
    { list: ['10.0.0.0/33'] },
  ])('$list is refused when they are asked, and else replaced with a warning', ({ list }) => {
    expect(messagesOf(limits({ trusted_proxy_cidrs: list, trust_proxy_headers: true }))).toHaveLength(1);
    const { config, warnings } = parsed(limits({ trusted_proxy_cidrs: list }));
    expect(config.server.rateLimits.trustedProxyCidrs).toEqual(PRIVATE_NETWORKS);
    expect(warnings).toHaveLength(1);
  });

  it('from the environment are judged alike', () => {
    const env = {
      OLLA_SERVER_TRUSTED_PROXY_CIDRS: '10.0.0.0/8,bad',
      OLLA_SERVER_TRUST_PROXY_HEADERS: 'true',
    };
    expect(problemsOf('', { env })).toMatchObject([
      {
        variable: 'OLLA_SERVER_TRUSTED_PROXY_CIDRS',
        message: expect.stringContaining('invalid CIDR address: bad'),
      },
    ]);
  });

  it('are the private networks without any file', () => {
    const { config } = parsed('', { env: { OLLA_SERVER_TRUST_PROXY_HEADERS: 'true' } });
    expect(config.server.rateLimits.trustedProxyCidrs).toEqual(PRIVATE_NETWORKS);
  });
});
