import { messagesOf, parsed, problemsOf, warningsOf } from '../testing.js';
import { patternComplaint } from './filter-patterns.js';

const known = {
  engines: ['olla', 'sherpa'],
  loadBalancers: ['least-connections', 'priority', 'round-robin'],
  routingStrategies: ['strict', 'optimistic', 'discovery'],
};

describe('proxy', () => {
  it('has final times in place of 0', () => {
    const zero = Object.fromEntries(
      [
        'connection_timeout',
        'connection_keep_alive',
        'read_timeout',
        'response_header_timeout',
        'tls_handshake_timeout',
      ].map((key) => [key, '0s']),
    );
    expect(parsed({ proxy: zero }).config.proxy).toMatchObject({
      connectionTimeout: 60_000,
      connectionKeepAlive: 30_000,
      readTimeout: 60_000,
      responseHeaderTimeout: 30_000,
      tlsHandshakeTimeout: 10_000,
      responseTimeout: 900_000,
    });
  });

  it.each([
    [{ engine: '' }, 'proxy.engine must not be empty (e.g. "olla" or "sherpa")'],
    [
      { load_balancer: '' },
      'proxy.load_balancer must not be empty (e.g. "least-connections", "round-robin" or "priority")',
    ],
    [{ engine: 'Olla' }, 'failed to create proxy service: unknown proxy implementation: Olla'],
    [{ load_balancer: 'random' }, 'failed to create load balancer: unknown load balancer strategy: random'],
    [{ profile: 'stream' }, 'unknown proxy profile: stream'],
    [
      { profile_filter: { exclude: ['a**'] } },
      "proxy.profile_filter: invalid exclude pattern 'a**': double asterisk not supported",
    ],
    [{ retry: { max_attempts: -1 } }, 'must not be negative, got -1'],
    [{ retry: { on_status: [200] } }, 'must be statuses from 400 to 599, got 200'],
    [{ circuit_breaker: { open_for: '-1s' } }, 'must not be negative, got -1s'],
    [{ pool: { max_connections: -1 } }, 'must not be negative, got -1'],
  ])('with %j is refused', (proxy, complaint) => {
    expect(messagesOf({ proxy }, { known })).toEqual([complaint]);
  });

  it.each([
    ['engine', 'Olla', 'did you mean "olla"?'],
    ['load_balancer', 'round_robin', 'did you mean "round-robin"?'],
    ['load_balancer', 'cheapest', 'known: least-connections, priority, round-robin'],
  ])('%s %s is told the names there are', (key, name, hint) => {
    expect(problemsOf({ proxy: { [key]: name } }, { known })).toMatchObject([{ hint }]);
  });

  it('takes every engine when none are known yet', () => {
    expect(parsed({ proxy: { engine: 'acme', load_balancer: 'acme-cheapest' } }).config.proxy.engine).toBe(
      'acme',
    );
  });

  it('reads our own keys', () => {
    const proxy = {
      retry: {
        enabled: false,
        max_attempts: 2,
        on_connection_failure: false,
        on_timeout: false,
        on_status: [],
      },
      circuit_breaker: { threshold: 0, open_for: '1m' },
      pool: { max_connections: 4, queue_timeout: '1s' },
    };
    expect(parsed({ proxy }).config.proxy).toMatchObject({
      retry: { enabled: false, maxAttempts: 2, onConnectionFailure: false, onTimeout: false, onStatus: [] },
      circuitBreaker: { threshold: 0, openFor: 60_000 },
      pool: { maxConnections: 4, queueTimeout: 1_000 },
    });
  });

  it('leaves the size of stream buffers to the engine', () => {
    expect(parsed('').config.proxy.streamBufferSize).toBe(0);
    expect(parsed({ proxy: { stream_buffer_size: 8192 } }).config.proxy.streamBufferSize).toBe(8_192);
  });
});

describe('sticky sessions', () => {
  it.each([
    [
      { key_sources: ['session_header', 'prefixhash'] },
      ['unknown sticky session key source "prefixhash" is ignored'],
    ],
    [
      { enabled: true, idle_ttl_seconds: 0 },
      ['proxy.sticky_sessions.idle_ttl_seconds is 0: sessions never expire'],
    ],
    [
      { enabled: true, key_sources: [] },
      ['proxy.sticky_sessions.key_sources names no source: no session will stick'],
    ],
    [{ enabled: true, key_sources: ['ip'] }, []],
  ])('with %j warn', (section, warnings) => {
    expect(warningsOf({ proxy: { sticky_sessions: section } })).toEqual(warnings);
  });
});

describe('patternComplaint', () => {
  it.each(['*', 'a', 'a*', '*a', '*a*', 'qwen2.5:7b', 'a/b*', 'a*b', '*a*b', 'a*b*'])(
    'has nothing against %j',
    (pattern) => {
      expect(patternComplaint(pattern)).toBeUndefined();
    },
  );

  it.each([
    ['', 'empty or whitespace-only pattern'],
    ['  ', 'empty or whitespace-only pattern'],
    ['**', 'double asterisk not supported'],
    ['a**b*', 'double asterisk not supported'],
    ['*a*b*', 'too many wildcards'],
    ['a*b*c', 'wildcards only supported at start and/or end, and once in between'],
  ])('says of %j: %s', (pattern, complaint) => {
    expect(patternComplaint(pattern)).toBe(complaint);
  });
});

describe('a routing strategy that does not exist', () => {
  it('is replaced by strict with a warning', () => {
    const file = { model_registry: { routing_strategy: { type: 'strikt' } } };
    const { config, warnings } = parsed(file, { known });
    expect(config.modelRegistry.routingStrategy.type).toBe('strict');
    expect(warnings).toMatchObject([
      {
        message: 'Unknown routing strategy type, defaulting to strict: "strikt"',
        hint: 'did you mean "strict"?',
      },
    ]);
  });

  it('is left to those who know when the names are not known', () => {
    const file = { model_registry: { routing_strategy: { type: 'acme' } } };
    expect(parsed(file).config.modelRegistry.routingStrategy.type).toBe('acme');
  });
});
