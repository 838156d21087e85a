import type { ExecutionContext } from '@nestjs/common';
import { BodyTooLargeError, HeadersTooLargeError } from '../core/client-errors.js';
import { type RequestLimits, type LimitSettings, ServerLimits } from './limit-settings.js';
import type { LimitedRequest } from './limited-request.js';
import { bodyLimit, effectiveHeaderLimit, headSize } from './request-size.js';
import { SizeLimitGuard } from './size-limit.guard.js';
import { SizeLimits } from './size-limits.js';
import { Violations } from './violations.js';

const MIB = 1_048_576;
class Limits extends ServerLimits {}
const settings = (requestLimits: RequestLimits): LimitSettings => ({
  requestLimits,
  rateLimits: {
    globalRequestsPerMinute: 0,
    perIpRequestsPerMinute: 0,
    healthRequestsPerMinute: 0,
    burstSize: 0,
    cleanupInterval: 0,
    trustProxyHeaders: false,
    trustedProxyCidrs: [],
  },
});

function requestOf(lines: string[], method = 'POST', url = '/olla/x?query=uncounted'): LimitedRequest {
  const headers: Record<string, string> = {};
  for (let i = 0; i < lines.length; i += 2) headers[lines[i]!.toLowerCase()] = lines[i + 1]!;
  const raw = { method, url, rawHeaders: lines, headers };
  return {
    ollaId: 'rid-1',
    raw: raw as unknown as LimitedRequest['raw'],
    ollaHeaders: [],
    clientAddress: '203.0.113.1',
    peerAddress: '10.0.0.1',
  };
}

function setup(maxBodySize: number, maxHeaderSize: number) {
  const limits = new Limits(settings({ maxBodySize, maxHeaderSize }));
  const violations = new Violations();
  const record = jest.spyOn(violations, 'record');
  const logger = { debug: jest.fn(), info: jest.fn(), warn: jest.fn(), error: jest.fn() };
  const sizes = new SizeLimits(limits, violations, logger);
  const guard = new SizeLimitGuard(sizes);
  const ask = (...args: Parameters<typeof requestOf>): unknown => {
    try {
      return guard.canActivate({ getArgByIndex: () => requestOf(...args) } as unknown as ExecutionContext);
    } catch (error) {
      return (error as Error).constructor;
    }
  };
  return { limits, sizes, record, logger, ask };
}

/** A header that makes the head of a `POST /olla/x` exactly `size` bytes. */
const padTo = (size: number): string[] => [
  'X-A',
  'v'.repeat(size - 'POST/olla/xHTTP/1.1'.length - 4 - 3 - 4),
];
const length = (bytes: number): string[] => ['Content-Length', String(bytes)];

describe('headSize', () => {
  const bare = 'POST/olla/xHTTP/1.1'.length + 4;

  it.each([
    ['nothing but the line', [], bare],
    ['a header', ['Accept', 'x/y'], bare + 6 + 3 + 4],
    ['not the host', ['Host', 'somewhere:80', 'host', 'x'], bare],
    ['a repeated name once', ['A-B', '12', 'a-b', '3'], bare + 3 + (2 + 4) + (1 + 4)],
    ['an empty value', ['A-B', ''], bare + 3 + 4],
  ])('counts %s', (_name, lines, size) => {
    expect(headSize(requestOf(lines).raw)).toBe(size);
  });
});

describe('effectiveHeaderLimit', () => {
  it.each([
    [0, MIB],
    [-1, MIB],
    [Number.NaN, MIB],
    [1, 4_096],
    [100, 4_096],
    [4_095, 4_096],
    [4_096, 4_096],
    [5_000, 5_000],
    [Number.MAX_SAFE_INTEGER, 2 ** 31 - 1],
  ])('%p is %p', (configured, limit) => {
    expect(effectiveHeaderLimit(configured)).toBe(limit);
  });
});

describe('bodyLimit', () => {
  it.each([
    [1_000, 1_000],
    [0, Infinity],
    [-1, Infinity],
  ])('%p is %p', (configured, limit) => {
    expect(bodyLimit(configured)).toBe(limit);
  });
});

describe('SizeLimitGuard', () => {
  it.each([
    ['a body at the limit', 1_000, 5_000, length(1_000), true],
    ['a body over it', 1_000, 5_000, length(1_001), BodyTooLargeError],
    ['a body without a limit', 0, 5_000, length(10 * MIB), true],
    ['a body with a negative limit', -1, 5_000, length(10 * MIB), true],
    ['no body', 1_000, 5_000, [], true],
    ['a head at the limit', 1_000, 5_000, padTo(5_000), true],
    ['a head over it', 1_000, 5_000, padTo(5_001), HeadersTooLargeError],
    ['a head under a limit that was raised', 1_000, 100, padTo(4_096), true],
    ['a head over a limit that was raised', 1_000, 100, padTo(4_097), HeadersTooLargeError],
    ['a head under the default', 1_000, 0, padTo(MIB), true],
    ['a head over the default', 1_000, -1, padTo(MIB + 1), HeadersTooLargeError],
    ['both too large', 1_000, 5_000, [...padTo(6_000), ...length(1_001)], BodyTooLargeError],
    [
      'a large head and a body without a limit',
      0,
      5_000,
      [...padTo(6_000), ...length(9_999)],
      HeadersTooLargeError,
    ],
    ['a large head and a body within', 1_000, 5_000, [...padTo(6_000), ...length(5)], HeadersTooLargeError],
  ])('%s', (_name, maxBody, maxHeader, lines, outcome) => {
    expect(setup(maxBody, maxHeader).ask(lines)).toBe(outcome);
  });

  it('leaves the host and the query out of the count', () => {
    const { ask } = setup(0, 4_096);
    expect(ask(['Host', 'h'.repeat(5_000)])).toBe(true);
    expect(ask([], 'GET', `/olla/x?${'q'.repeat(5_000)}`)).toBe(true);
  });

  it('follows the configuration', () => {
    const { limits, ask } = setup(1_000, 5_000);
    limits.set(settings({ maxBodySize: 10, maxHeaderSize: 5_000 }));
    expect(ask(length(11))).toBe(BodyTooLargeError);
  });

  it('records and logs a refusal under the socket peer, without the query', () => {
    const { record, logger, ask } = setup(1_000, 5_000);
    ask(length(1_001));
    expect(record).toHaveBeenCalledTimes(1);
    expect(record).toHaveBeenCalledWith({
      type: 'size_limit',
      client: '10.0.0.1',
      path: '/olla/x',
      size: 1_001,
    });
    expect(logger.warn).toHaveBeenCalledTimes(1);
    expect(logger.warn).toHaveBeenCalledWith('Request rejected', {
      request_id: 'rid-1',
      reason: 'request body too large',
      method: 'POST',
      path: '/olla/x',
      remote_addr: '10.0.0.1',
      size: 1_001,
      limit: 1_000,
    });
  });

  it('records the estimated size of a head', () => {
    const { record, ask } = setup(1_000, 5_000);
    ask(padTo(5_001));
    expect(record).toHaveBeenCalledWith(expect.objectContaining({ size: 5_001 }));
  });

  it.each([
    [50 * MIB, ['Request rejected']],
    [50 * MIB + 1, ['Request rejected', 'Large request blocked']],
  ])('warns of %p bytes with %p', (bytes, messages) => {
    const { logger, ask } = setup(1_000, 5_000);
    ask(length(bytes));
    expect(logger.warn.mock.calls.map(([message]) => message as string)).toEqual(messages);
  });
});

describe('SizeLimits', () => {
  it('records a body of unknown length as one byte more than the limit', () => {
    const { sizes, record } = setup(1_000, 5_000);
    expect(sizes.body).toBe(1_000);
    expect(sizes.refuseBody(requestOf([]))).toBeInstanceOf(BodyTooLargeError);
    expect(record).toHaveBeenCalledWith(expect.objectContaining({ type: 'size_limit', size: 1_001 }));
  });
});
