import { endpointsReport } from './endpoints-report.js';
import { busy, overviewOf, type Sketch, times } from './overview.sketch.js';
import { statusReport } from './status-report.js';

describe('endpointsReport', () => {
  it('tells everything of an endpoint with traffic', () => {
    const report = endpointsReport(overviewOf([busy]));
    expect(report).toMatchObject({
      timestamp: '2026-05-01T10:00:00.123Z',
      total_count: 1,
      healthy_count: 1,
      routable_count: 1,
    });
    expect(report.endpoints).toEqual([
      {
        id: statusReport(overviewOf([busy])).endpoints[0]!.id,
        name: 'gpu-a',
        type: 'ollama',
        url: 'http://10.0.0.5:11434/',
        status: 'healthy',
        priority: 100,
        circuit_breaker: { state: 'closed', failures: 0 },
        model_count: 7,
        request_count: 2,
        success_rate: '100%',
        min_latency_ms: 41,
        max_latency_ms: 9_120,
        avg_latency_ms: 4_580,
        active_connections: 1,
        health_check: '3s ago',
        health_check_at: '2026-05-01T09:59:57.000Z',
        next_check_at: '2026-05-01T10:00:02.123Z',
        response_time: '12ms',
        last_model_sync: '5m ago',
        last_model_sync_at: '2026-05-01T09:55:00.000Z',
      },
    ]);
  });

  it('leaves out what is not known yet', () => {
    const [endpoint] = endpointsReport(overviewOf([{}])).endpoints;
    expect(Object.keys(endpoint!)).toEqual([
      'id',
      'name',
      'type',
      'url',
      'status',
      'priority',
      'circuit_breaker',
      'model_count',
      'request_count',
      'success_rate',
      'min_latency_ms',
      'max_latency_ms',
      'active_connections',
      'health_check',
    ]);
    expect(endpoint).toMatchObject({ success_rate: 'N/A', health_check: '' });
  });

  it('says why an endpoint gave no answer', () => {
    const error = 'self-signed certificate';
    const { endpoints } = endpointsReport(overviewOf([{ status: 'offline', check: { error } }]));
    expect(endpoints[0]).toMatchObject({ status: 'offline', last_error: error });
  });

  it('counts healthy and routable endpoints', () => {
    const statuses = [
      'healthy',
      'busy',
      'warming',
      'offline',
      'unhealthy',
      'unknown',
      'config_error',
      'rate_limited',
    ] as const;
    const report = endpointsReport(overviewOf(statuses.map((status) => ({ name: status, status }))));
    expect(report).toMatchObject({ total_count: 8, healthy_count: 1, routable_count: 3 });
  });

  it.each([
    [{ ok: times(1), failed: 20 }, undefined],
    [{ status: 'offline' }, 'unavailable'],
    [{ status: 'unhealthy', check: { consecutiveFailures: 9 } }, 'unavailable'],
    [{ status: 'busy', check: { consecutiveFailures: 4 } }, 'unstable'],
    [{ status: 'healthy', check: { consecutiveFailures: 4 } }, 'unstable'],
    [{ status: 'busy', check: { consecutiveFailures: 3 } }, undefined],
    [{ status: 'busy', ok: times(9), failed: 2 }, 'low success rate'],
    [{ status: 'busy', ok: times(8), failed: 2 }, undefined],
  ] as [Sketch, string | undefined][])('finds in %j the issue %p', (sketch, issue) => {
    expect(endpointsReport(overviewOf([sketch])).endpoints[0]!.issues).toBe(issue);
  });
});
