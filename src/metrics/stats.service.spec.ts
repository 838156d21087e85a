import type { AttemptRecord, Outcome } from '../core/outcome.js';
import { StatsService } from './stats.service.js';

const attempt = (over: Partial<AttemptRecord> = {}): AttemptRecord => ({
  endpointUrl: 'http://a',
  endpointName: 'a',
  startedMs: 0,
  durationMs: 10,
  result: 'success',
  status: 200,
  bytes: 100,
  ...over,
});

const outcome = (
  result: Outcome['result'],
  attempts: AttemptRecord[],
  over: Partial<Outcome> = {},
): Outcome => ({
  requestId: 'rid',
  result,
  status: 200,
  method: 'POST',
  path: '/x',
  clientAddress: '203.0.113.1',
  model: 'm1',
  attempts,
  requestBytes: 5,
  responseBytes: 100,
  startedAt: 1_760_000_000_000,
  durationMs: 10,
  streaming: false,
  ...over,
});

describe('StatsService', () => {
  let stats: StatsService;
  beforeEach(() => (stats = new StatsService()));

  it('begins with nothing', () => {
    const nothing = {
      total: 0,
      successful: 0,
      failed: 0,
      cancelled: 0,
      bytes: 0,
      minMs: 0,
      maxMs: 0,
      averageMs: 0,
      successRate: 0,
      lastUsedAt: 0,
    };
    expect(stats.totals).toMatchObject(nothing);
    expect(stats.endpoint('http://a')).toMatchObject(nothing);
  });

  it('counts a request with a known model once', () => {
    stats.observe(outcome('completed', [attempt()]));
    expect(stats.totals).toMatchObject({ total: 1, successful: 1, failed: 0, bytes: 100 });
    expect(stats.endpoint('http://a')).toMatchObject({
      total: 1,
      successful: 1,
      bytes: 100,
      lastUsedAt: 1_760_000_000_010,
    });
  });

  it('takes every answer that was relayed to its end for a success', () => {
    stats.observe(outcome('completed', [attempt({ status: 500 })], { status: 500 }));
    expect(stats.totals).toMatchObject({ successful: 1, failed: 0, successRate: 100 });
  });

  it('counts a failed attempt and the success after it', () => {
    stats.observe(
      outcome('completed', [
        attempt({ result: 'failed', status: 0, bytes: 0, error: 'upstream_connect' }),
        attempt({ endpointUrl: 'http://b', endpointName: 'b' }),
      ]),
    );
    expect(stats.totals).toMatchObject({ total: 2, successful: 1, failed: 1, successRate: 50 });
    expect(stats.endpoint('http://a')).toMatchObject({ total: 1, failed: 1, successRate: 0 });
    expect(stats.endpoint('http://b')).toMatchObject({ total: 1, successful: 1, successRate: 100 });
  });

  it('counts an answer that was passed over as a failure of its endpoint', () => {
    stats.observe(
      outcome('completed', [
        attempt({ result: 'passed_over', status: 503, bytes: 0 }),
        attempt({ endpointUrl: 'http://b' }),
      ]),
    );
    expect(stats.endpoint('http://a')).toMatchObject({ failed: 1, successful: 0 });
  });

  it('holds a cancelled attempt against nobody, and keeps its bytes', () => {
    stats.observe(outcome('completed', [attempt()]));
    stats.observe(outcome('cancelled', [attempt({ result: 'cancelled', bytes: 7, durationMs: 9_000 })]));
    expect(stats.totals).toMatchObject({
      total: 1,
      cancelled: 1,
      failed: 0,
      bytes: 107,
      successRate: 100,
      maxMs: 10,
    });
    expect(stats.endpoint('http://a')).toMatchObject({ total: 1, cancelled: 1 });
  });

  it('counts a refused request as refused and nowhere else', () => {
    stats.observe(outcome('refused', [], { status: 404 }));
    expect(stats.totals.total).toBe(0);
    expect(stats.results).toEqual({ completed: 0, failed: 0, cancelled: 0, refused: 1 });
  });

  it('counts a failure that came before any attempt', () => {
    stats.observe(outcome('failed', []));
    expect(stats.totals).toMatchObject({ total: 1, failed: 1 });
  });

  it('takes latencies from successes only, in whole milliseconds, and keeps a real 0', () => {
    stats.observe(outcome('completed', [attempt({ durationMs: 100.9 })]));
    stats.observe(outcome('failed', [attempt({ durationMs: 9_000, result: 'failed' })]));
    expect(stats.totals).toMatchObject({ minMs: 100, maxMs: 100, averageMs: 100 });
    stats.observe(outcome('completed', [attempt({ durationMs: 0.3 })]));
    stats.observe(outcome('completed', [attempt({ durationMs: 5 })]));
    expect(stats.totals).toMatchObject({ minMs: 0, maxMs: 100, averageMs: 35 });
  });

  it('forgets an endpoint that is gone and keeps the totals', () => {
    stats.observe(outcome('completed', [attempt()]));
    stats.forget('http://a');
    expect(stats.endpoint('http://a').total).toBe(0);
    expect(stats.totals.total).toBe(1);
  });
});
