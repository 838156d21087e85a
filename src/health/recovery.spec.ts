import type { EndpointStatus } from '../core/endpoint.js';
import type { Verdict } from './classify.js';
import { Recovery, recoveryAfter } from './recovery.js';

/** Begins of all probes of a recovery whose probes take `tookMs`, relative to its begin. */
function begins(recovery: Recovery, tookMs: number, checkIntervalMs = 5_000): number[] {
  const at: number[] = [];
  let started = 0;
  let now = 0;
  for (;;) {
    const next = recovery.plan(started, now, checkIntervalMs);
    if (next === undefined) return at;
    at.push(next);
    started = next;
    now = next + tookMs;
  }
}

const verdict = (status: EndpointStatus, errorType: Verdict['errorType'] = 0): Verdict => ({
  status,
  errorType,
  statusCode: 0,
  rateLimitedUntil: 0,
});

describe('Recovery', () => {
  it('probes after 100, 250 and 500 ms, then every second for a minute', () => {
    const at = begins(new Recovery(0, true), 2);
    expect(at.slice(0, 6)).toEqual([100, 250, 500, 1_500, 2_500, 3_500]);
    expect(at.at(-1)).toBe(59_500);
  });

  it('leaves out the first second for an endpoint that never answered', () => {
    expect(begins(new Recovery(0, false), 2).slice(0, 3)).toEqual([1_000, 2_000, 3_000]);
  });

  it('keeps to the check interval when that is shorter than a second', () => {
    expect(begins(new Recovery(0, false), 2, 400).slice(0, 3)).toEqual([400, 800, 1_200]);
  });

  it('rests between probes that take long', () => {
    expect(begins(new Recovery(0, true), 2_000).slice(0, 4)).toEqual([100, 2_200, 4_300, 6_400]);
  });
});

describe('recoveryAfter', () => {
  const present = new Recovery(0, true);

  it.each(['healthy', 'busy', 'warming'] as const)('begins when a %s endpoint fails', (before) => {
    expect(recoveryAfter(undefined, before, verdict('unhealthy'), 5)).toBeInstanceOf(Recovery);
  });

  it.each(['healthy', 'busy', 'warming', 'rate_limited'] as const)('ends with %s', (status) => {
    expect(recoveryAfter(present, 'offline', verdict(status), 5)).toBeUndefined();
  });

  it.each(['offline', 'unhealthy', 'config_error'] as const)('goes on with %s', (status) => {
    expect(recoveryAfter(present, 'offline', verdict(status, 1), 5)).toBe(present);
  });

  it.each([
    ['network', 1, true],
    ['timeout', 2, true],
    ['an HTTP answer', 0, false],
    ['a broken answer', 3, false],
  ] as const)('after a first probe that ended with %s', (_what, errorType, begun) => {
    const after = recoveryAfter(undefined, 'unknown', verdict('offline', errorType), 5);
    expect(after instanceof Recovery).toBe(begun);
  });
});
