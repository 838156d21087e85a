import { etagOf } from './etag.js';
import { busy, NOW, overviewOf, type Sketch, times } from './overview.sketch.js';
import { statusReport } from './status-report.js';

describe('statusReport', () => {
  it('tells everything of a fleet with traffic', () => {
    expect(statusReport(overviewOf([busy]))).toEqual({
      timestamp: '2026-05-01T10:00:00.123Z',
      proxy: { engine: 'olla', profile: 'auto', balancer: 'least-connections' },
      endpoints: [
        {
          id: expect.stringMatching(/^[0-9a-z]+$/) as string,
          name: 'gpu-a',
          type: 'ollama',
          url: 'http://10.0.0.5:11434/',
          status: 'healthy',
          priority: 100,
          circuit_breaker: { state: 'closed', failures: 0 },
          connections: 1,
          requests: 2,
          success_rate: '100%',
          avg_latency: '4.6s',
          traffic: '18.40 MB',
          last_check: '3s ago',
          next_check: 'in 2s',
          issues: '',
          models: { last_updated: '2026-05-01T09:55:00.000Z', count: 7 },
          min_latency_ms: 41,
          max_latency_ms: 9_120,
          avg_latency_ms: 4_580,
          health_check_at: '2026-05-01T09:59:57.000Z',
          next_check_at: '2026-05-01T10:00:02.123Z',
        },
      ],
      security: { status: 'normal', blocked_ips: 0, violations: { rate_limits: 0, size_limits: 0 } },
      system: {
        start_time: '2026-05-01T07:30:00.123Z',
        status: 'healthy',
        endpoints_up: '1/1',
        success_rate: '100%',
        avg_latency: '4.6s',
        total_traffic: '18.40 MB',
        uptime: '2h 30m',
        version: expect.any(String) as string,
        commit: expect.any(String) as string,
        active_connections: 1,
        security_violations: 0,
        total_requests: 2,
        total_failures: 0,
        has_traffic: true,
        config_generation: 3,
      },
    });
  });

  it('tells of a configuration that was refused, and not who sent it', () => {
    const { config } = overviewOf([]);
    const lastError = { at: NOW, trigger: 'admin:ada', headline: 'invalid configuration', problems: [] };
    const { system } = statusReport(overviewOf([], { config: { ...config, lastError } }));
    expect(system.config_error).toEqual({
      at: '2026-05-01T10:00:00.123Z',
      message: 'invalid configuration',
      problems: 0,
    });
    expect(JSON.stringify(system)).not.toContain('ada');
  });

  it('tells what is unknown of an endpoint that was never checked and never used', () => {
    const [endpoint] = statusReport(overviewOf([{ status: 'unknown' }])).endpoints;
    expect(endpoint).toMatchObject({
      success_rate: '0%',
      avg_latency: '0ms',
      traffic: '0 B',
      last_check: 'never',
      next_check: 'unknown',
      models: { last_updated: '0001-01-01T00:00:00Z', count: 0 },
      min_latency_ms: 0,
      max_latency_ms: 0,
    });
    for (const key of ['avg_latency_ms', 'health_check_at', 'next_check_at'])
      expect(endpoint).not.toHaveProperty(key);
  });

  it('tells of a fleet without endpoints', () => {
    const report = statusReport(overviewOf([]));
    expect(report.endpoints).toEqual([]);
    expect(report.system).toMatchObject({
      status: 'critical',
      endpoints_up: '0/0',
      success_rate: 'N/A',
      avg_latency: '0ms',
      has_traffic: false,
    });
  });

  it.each([
    ['a fresh start with all healthy', times(3).map((_, i): Sketch => ({ name: `e${i}` })), 'healthy'],
    [
      'one of three healthy',
      [{ name: 'a' }, { name: 'b', status: 'offline' }, { name: 'c', status: 'offline' }],
      'critical',
    ],
    ['two of three healthy', [{ name: 'a' }, { name: 'b' }, { name: 'c', status: 'offline' }], 'degraded'],
    [
      'four of five healthy',
      ['a', 'b', 'c', 'd'].map((name): Sketch => ({ name })).concat({ name: 'e', status: 'busy' }),
      'healthy',
    ],
    ['half of them healthy', [{ name: 'a' }, { name: 'b', status: 'offline' }], 'degraded'],
    ['all healthy and 80 % successes', [{ ok: times(8), failed: 2 }], 'critical'],
    ['all healthy and 90 % successes', [{ ok: times(18), failed: 2 }], 'degraded'],
    ['all healthy and 95 % successes', [{ ok: times(19), failed: 1 }], 'healthy'],
  ] as [string, Sketch[], string][])('judges %s', (_name, sketches, status) => {
    expect(statusReport(overviewOf(sketches)).system.status).toBe(status);
  });

  it.each([
    [{ check: { consecutiveFailures: 3 } }, ''],
    [{ check: { consecutiveFailures: 4 } }, 'consecutive failures'],
    [{ ok: times(8), failed: 2 }, ''],
    [{ ok: times(10), failed: 2 }, 'low success rate'],
    [{ ok: times(18), failed: 2 }, ''],
    [{ ok: [5_000] }, ''],
    [{ ok: [5_001] }, 'high latency'],
    [{ status: 'offline' }, 'unavailable'],
    [{ status: 'unhealthy' }, 'unavailable'],
    [{ status: 'busy' }, ''],
    [
      { status: 'offline', check: { consecutiveFailures: 9 }, ok: [9_000], failed: 20 },
      'consecutive failures, low success rate, high latency, unavailable',
    ],
  ] as [Sketch, string][])('finds in %j the issues %p', (sketch, issues) => {
    expect(statusReport(overviewOf([sketch])).endpoints[0]!.issues).toBe(issues);
  });

  it.each([
    [{ rateLimits: 60, sizeLimits: 40, access: 0, blockedClients: 10 }, 'normal'],
    [{ rateLimits: 60, sizeLimits: 41, access: 0, blockedClients: 0 }, 'elevated'],
    [{ rateLimits: 1, sizeLimits: 0, access: 0, blockedClients: 11 }, 'elevated'],
  ])('takes %j for %s', (violations, status) => {
    const report = statusReport(overviewOf([], { violations }));
    expect(report.security).toEqual({
      status,
      blocked_ips: violations.blockedClients,
      violations: { rate_limits: violations.rateLimits, size_limits: violations.sizeLimits },
    });
    expect(report.system.security_violations).toBe(violations.rateLimits + violations.sizeLimits);
  });

  it('orders by priority, health, name and id, whatever the order of the fleet', () => {
    const sketches: Sketch[] = [
      { name: 'zeta', priority: 50 },
      { name: 'beta', priority: 90 },
      { name: 'alpha', priority: 90, status: 'offline' },
      { name: 'omega', priority: 90 },
      { name: 'first', priority: 200, status: 'offline' },
    ];
    const names = (list: Sketch[]): string[] =>
      statusReport(overviewOf(list)).endpoints.map(({ name }) => name);
    expect(names(sketches)).toEqual(['first', 'beta', 'omega', 'alpha', 'zeta']);
    expect(names(sketches.toReversed())).toEqual(names(sketches));
  });

  it.each([
    ['auto', 'ollama', { type: 'auto', detected_type: 'ollama' }],
    ['auto', '', { type: 'auto' }],
    ['LM-Studio', '', { type: 'LM-Studio' }],
  ])('shows type %p recognised as %p as %j', (type, detected, shown) => {
    const [endpoint] = statusReport(overviewOf([{ type, detected }])).endpoints;
    expect(endpoint).toMatchObject(shown);
    expect(Object.hasOwn(endpoint!, 'detected_type')).toBe('detected_type' in shown);
  });

  it('shows no secret of a URL', () => {
    expect(JSON.stringify(statusReport(overviewOf([busy])))).not.toMatch(/secret|u:p/);
  });

  it('keeps its tag while only time passes and changes it with a counter or a status', () => {
    const tag = etagOf(statusReport(overviewOf([busy])));
    const check = { lastCheckedAt: NOW + 5_000, nextCheckAt: NOW + 9_000, latencyMs: 12 };
    const later = overviewOf([{ ...busy, check }], { now: NOW + 8_000, startedAt: NOW - 9_000_000 });
    expect(etagOf(statusReport(later))).toBe(tag);
    expect(etagOf(statusReport(overviewOf([{ ...busy, failed: 1 }])))).not.toBe(tag);
    expect(etagOf(statusReport(overviewOf([{ ...busy, status: 'busy' }])))).not.toBe(tag);
  });
});
