import { classify, ERROR_TYPE } from './classify.js';
import type { Observation } from './observation.js';

const NOW = Date.parse('2026-05-01T10:00:00Z');
const idle = { inFlight: 0, lastByteAt: 0 };
const quiet = { now: NOW, checkTimeoutMs: 2_000, load: idle };

const answer = (status: number, latencyMs = 5, retryAfter?: string): Observation => ({
  kind: 'answer',
  status,
  latencyMs,
  retryAfter,
});
const failure = (cause: 'network' | 'timeout' | 'other'): Observation => ({
  kind: 'failure',
  cause,
  message: 'x',
});

describe('classify', () => {
  it.each([
    [200, 5, 'healthy'],
    [204, 5, 'healthy'],
    [299, 10_000, 'healthy'],
    [200, 10_001, 'busy'],
    [500, 10_001, 'busy'],
    [302, 10_001, 'busy'],
    [101, 5, 'unhealthy'],
    [302, 5, 'unhealthy'],
    [400, 5, 'unhealthy'],
    [404, 5, 'unhealthy'],
    [500, 5, 'unhealthy'],
    [503, 10_000, 'unhealthy'],
    [401, 5, 'config_error'],
    [403, 20_000, 'config_error'],
    [429, 5, 'rate_limited'],
    [429, 20_000, 'rate_limited'],
  ])('calls HTTP %i after %i ms %s', (status, latencyMs, expected) => {
    const verdict = classify(answer(status, latencyMs), quiet);
    expect(verdict).toMatchObject({ status: expected, statusCode: status, errorType: ERROR_TYPE.none });
  });

  it.each([5, 20_000])(
    'calls a backend that says it is loading its model warming, after %i ms',
    (latencyMs) => {
      const seen: Observation = { ...answer(503, latencyMs), loading: true } as Observation;
      expect(classify(seen, quiet)).toEqual({
        status: 'warming',
        statusCode: 503,
        errorType: ERROR_TYPE.none,
        rateLimitedUntil: 0,
      });
    },
  );

  it.each([
    ['network', 'offline', 1],
    ['timeout', 'offline', 2],
    ['other', 'unhealthy', 3],
  ] as const)('calls a failure of kind %s %s', (cause, status, errorType) => {
    expect(classify(failure(cause), quiet)).toMatchObject({ status, errorType, statusCode: 0, error: 'x' });
  });

  it.each([
    ['a byte came just now', 1, 0, 'busy'],
    ['the last byte came within the limit', 1, 7_000, 'busy'],
    ['the last byte is too old', 1, 7_001, 'offline'],
    ['nothing is under way', 0, 0, 'offline'],
  ])('takes a time-out for %s', (_when, inFlight, age, expected) => {
    const load = { inFlight, lastByteAt: NOW - age };
    expect(classify(failure('timeout'), { ...quiet, load }).status).toBe(expected);
  });

  it('does not excuse a refused connection by requests under way', () => {
    const load = { inFlight: 3, lastByteAt: NOW };
    expect(classify(failure('network'), { ...quiet, load }).status).toBe('offline');
  });

  it.each([
    ['5', 5_000],
    ['0', 0],
    ['-3', -3_000],
    ['99999', 600_000],
    ['Fri, 01 May 2026 10:00:20 GMT', 20_000],
    ['Friday, 01-May-26 10:00:20 GMT', 20_000],
    ['Fri May  1 10:00:20 2026', 20_000],
    ['Fri, 01 May 2026 09:00:00 GMT', -3_600_000],
    ['Sat, 02 May 2026 10:00:00 GMT', 600_000],
  ])('takes Retry-After %s at its word, ten minutes at most', (value, expected) => {
    const verdict = classify(answer(429, 5, value), quiet);
    expect(verdict.rateLimitedUntil - NOW).toBe(expected);
    expect(verdict.notice).toBeUndefined();
  });

  it.each([
    [undefined, 'no Retry-After header on 429, using default backoff'],
    ['', 'malformed Retry-After header on 429, using default backoff'],
    ['soon', 'malformed Retry-After header on 429, using default backoff'],
    ['1.5', 'malformed Retry-After header on 429, using default backoff'],
    ['in 5', 'malformed Retry-After header on 429, using default backoff'],
    ['2026-05-01T10:00:20Z', 'malformed Retry-After header on 429, using default backoff'],
  ])('waits 30 s after a 429 with Retry-After %p', (value, notice) => {
    const verdict = classify(answer(429, 5, value), quiet);
    expect(verdict).toMatchObject({ rateLimitedUntil: NOW + 30_000, notice });
  });

  it('lifts the pause with any other answer', () => {
    expect(classify(answer(503, 5, '60'), quiet).rateLimitedUntil).toBe(0);
  });
});
