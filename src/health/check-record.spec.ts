import type { CheckRecord } from '../core/fleet.js';
import { backoff } from './backoff.js';
import { afterDemotion, afterProbe, type ProbeTimes } from './check-record.js';
import type { Verdict } from './classify.js';

const record = (over: Partial<CheckRecord> = {}): CheckRecord => ({
  lastCheckedAt: 0,
  nextCheckAt: 0,
  latencyMs: 0,
  consecutiveFailures: 0,
  backoffMultiplier: 1,
  rateLimitedUntil: 0,
  ...over,
});
const verdict = (over: Partial<Verdict> = {}): Verdict => ({
  status: 'offline',
  errorType: 1,
  statusCode: 0,
  rateLimitedUntil: 0,
  ...over,
});
const times = (over: Partial<ProbeTimes> = {}): ProbeTimes => ({
  startedAt: 1_000,
  latencyMs: 12.4,
  checkIntervalMs: 5_000,
  recoveryAt: undefined,
  admittedAt: undefined,
  ...over,
});

describe('backoff', () => {
  it('waits 5, 10, 20, 40, 60, 60 s with an interval of 5 s', () => {
    const waits: number[] = [];
    let multiplier = 1;
    for (let i = 0; i < 6; i++) {
      const next = backoff(multiplier, 5_000);
      waits.push(next.waitMs);
      multiplier = next.multiplier;
    }
    expect(waits).toEqual([5_000, 10_000, 20_000, 40_000, 60_000, 60_000]);
    expect(multiplier).toBe(12);
  });

  it.each([
    [6, 10_000, 60_000, 12],
    [0, 5_000, 5_000, 2],
    [2, 120_000, 120_000, 4],
    [12, 120_000, 120_000, 12],
    [1, 120_000, 120_000, 2],
  ])('with multiplier %i and interval %i waits %i', (multiplier, interval, waitMs, stored) => {
    expect(backoff(multiplier, interval)).toEqual({ waitMs, multiplier: stored });
  });
});

describe('afterProbe', () => {
  it('forgets all failures with a healthy answer', () => {
    const before = record({ consecutiveFailures: 9, backoffMultiplier: 8, rateLimitedUntil: 77 });
    expect(afterProbe(before, verdict({ status: 'healthy' }), times())).toEqual({
      lastCheckedAt: 1_000,
      nextCheckAt: 6_000,
      latencyMs: 12,
      consecutiveFailures: 0,
      backoffMultiplier: 1,
      rateLimitedUntil: 0,
    });
  });

  it('is driven by the multiplier, never by the number of failures', () => {
    const before = record({ consecutiveFailures: 10, backoffMultiplier: 2 });
    const after = afterProbe(before, verdict(), times());
    expect(after).toMatchObject({ nextCheckAt: 11_000, backoffMultiplier: 4, consecutiveFailures: 11 });
  });

  it('counts busy as a failure', () => {
    const after = afterProbe(record(), verdict({ status: 'busy', errorType: 0 }), times());
    expect(after).toMatchObject({ consecutiveFailures: 1, backoffMultiplier: 2, nextCheckAt: 6_000 });
  });

  it('asks an endpoint that is loading its model again a second after its answer, and counts no failure', () => {
    const before = record({ consecutiveFailures: 3, backoffMultiplier: 8 });
    expect(afterProbe(before, verdict({ status: 'warming', errorType: 0 }), times())).toEqual({
      lastCheckedAt: 1_000,
      nextCheckAt: 2_012,
      latencyMs: 12,
      consecutiveFailures: 0,
      backoffMultiplier: 1,
      rateLimitedUntil: 0,
    });
  });

  it('waits for the end of a pause that is longer than the back-off', () => {
    const limited = verdict({ status: 'rate_limited', rateLimitedUntil: 31_000 });
    expect(afterProbe(record(), limited, times())).toMatchObject({
      nextCheckAt: 31_000,
      rateLimitedUntil: 31_000,
    });
  });

  it('comes back when the breaker lets a probe through, and grows the back-off all the same', () => {
    const after = afterProbe(
      record({ backoffMultiplier: 4 }),
      verdict({ errorType: 4 }),
      times({ admittedAt: 9_001 }),
    );
    expect(after).toMatchObject({ nextCheckAt: 9_001, backoffMultiplier: 8, consecutiveFailures: 1 });
  });

  it('keeps the back-off of the first failure while an endpoint is being recovered', () => {
    const first = afterProbe(record(), verdict(), times({ recoveryAt: 1_100 }));
    expect(first).toMatchObject({ nextCheckAt: 1_100, backoffMultiplier: 2, consecutiveFailures: 1 });
    const second = afterProbe(first, verdict(), times({ recoveryAt: 1_250 }));
    expect(second).toMatchObject({ nextCheckAt: 1_250, backoffMultiplier: 2, consecutiveFailures: 2 });
  });
});

describe('afterDemotion', () => {
  it('counts a failure, says why, grows the back-off and says when the first probe comes', () => {
    const before = record({ latencyMs: 7, rateLimitedUntil: 3 });
    const after = afterDemotion(before, 2_000, 5_000, 2_100, 'refused');
    expect(after).toEqual({
      error: 'refused',
      lastCheckedAt: 2_000,
      nextCheckAt: 2_100,
      latencyMs: 7,
      consecutiveFailures: 1,
      backoffMultiplier: 2,
      rateLimitedUntil: 3,
    });
  });
});
