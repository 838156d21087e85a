import {
  UpstreamClosedError,
  UpstreamConnectError,
  UpstreamHeaderTimeoutError,
  UpstreamStatusError,
  UpstreamStreamError,
} from '../core/upstream-errors.js';
import { ClientCancelledError } from '../core/client-errors.js';
import {
  asksToWait,
  attemptLimit,
  countsAsTrouble,
  isRetriedStatus,
  mayTryElsewhere,
} from './retry-policy.js';

const usual = {
  enabled: true,
  maxAttempts: 0,
  onConnectionFailure: true,
  onTimeout: true,
  onStatus: [429, 500, 502, 503, 504],
};

describe('retry policy', () => {
  it('limits attempts as configured', () => {
    expect(attemptLimit(usual)).toBe(Infinity);
    expect(attemptLimit({ ...usual, maxAttempts: 2 })).toBe(2);
    expect(attemptLimit({ ...usual, enabled: false })).toBe(1);
  });

  it.each([
    [new UpstreamConnectError('x'), usual, true],
    [new UpstreamClosedError('x'), usual, true],
    [new UpstreamHeaderTimeoutError('x'), usual, true],
    [new UpstreamStatusError(503), usual, true],
    [new UpstreamStreamError('x'), usual, false],
    [new ClientCancelledError('x'), usual, false],
    [new UpstreamConnectError('x'), { ...usual, onConnectionFailure: false }, false],
    [new UpstreamHeaderTimeoutError('x'), { ...usual, onTimeout: false }, false],
    [new UpstreamHeaderTimeoutError('x'), { ...usual, onConnectionFailure: false }, true],
    [new UpstreamConnectError('x'), { ...usual, enabled: false }, false],
  ])('%s', (failure, retry, elsewhere) => expect(mayTryElsewhere(retry, failure)).toBe(elsewhere));

  it('knows what a status means for the endpoint', () => {
    const of = (status: number, retry = usual) => [
      isRetriedStatus(retry, status),
      countsAsTrouble(retry, status),
      asksToWait(retry, status),
    ];
    expect(of(200)).toEqual([false, false, false]);
    expect(of(404)).toEqual([false, false, false]);
    expect(of(429)).toEqual([true, false, true]);
    expect(of(500)).toEqual([true, false, false]);
    expect(of(502)).toEqual([true, true, false]);
    expect(of(503)).toEqual([true, true, true]);
    expect(of(503, { ...usual, onStatus: [] })).toEqual([false, false, false]);
  });
});
