import type { ExecutionContext } from '@nestjs/common';
import type { Caller } from '../../core/caller.js';
import { RateLimitedError } from '../../core/client-errors.js';
import { type RateLimits, type LimitSettings, ServerLimits } from '../limit-settings.js';
import type { LimitedRequest } from '../limited-request.js';
import { CallerLimiter } from './caller-limiter.js';
import { LimitsView } from './limits-view.js';
import { RateLimitGuard } from './rate-limit.guard.js';
import { TokenBucketStorage } from './token-bucket.storage.js';
import { Violations } from '../violations.js';

const NOW = 1_760_000_000_123;
class Limits extends ServerLimits {}

const settings = (rateLimits: Partial<RateLimits>): LimitSettings => ({
  requestLimits: { maxBodySize: 0, maxHeaderSize: 0 },
  rateLimits: {
    globalRequestsPerMinute: 0,
    perIpRequestsPerMinute: 60,
    healthRequestsPerMinute: 60,
    burstSize: 3,
    cleanupInterval: 0,
    trustProxyHeaders: false,
    trustedProxyCidrs: [],
    ...rateLimits,
  },
});

interface Answer {
  status: number;
  limit?: string;
  remaining?: string;
  reset?: string;
  retryAfter?: number;
  message?: string;
  draft: string[];
}

function setup(rateLimits: Partial<RateLimits> = {}) {
  const limits = new Limits(settings(rateLimits));
  const violations = new Violations();
  const logger = { debug: jest.fn(), info: jest.fn(), warn: jest.fn(), error: jest.fn() };
  const callers = new CallerLimiter(new LimitsView());
  const guard = new RateLimitGuard(new TokenBucketStorage(limits), limits, callers, violations, logger);
  const ask = (
    clientAddress = '203.0.113.1',
    url = '/olla/proxy/v1/x?key=secret',
    caller?: Caller,
  ): Answer => {
    const request = {
      ollaId: 'rid-1',
      raw: { url, method: 'POST' },
      ollaHeaders: [] as string[],
      clientAddress,
      peerAddress: '10.0.0.1',
      caller,
    };
    const context = { getArgByIndex: () => request as unknown as LimitedRequest };
    let refusal: unknown;
    try {
      expect(guard.canActivate(context as unknown as ExecutionContext)).toBe(true);
    } catch (error) {
      refusal = error;
    }
    const [a, limit, b, remaining, c, reset, ...draft] = request.ollaHeaders;
    expect([a, b, c]).toEqual(['X-RateLimit-Limit', 'X-RateLimit-Remaining', 'X-RateLimit-Reset']);
    if (refusal === undefined) return { status: 200, limit, remaining, reset, draft };
    expect(refusal).toBeInstanceOf(RateLimitedError);
    const { status, retryAfterSeconds, message } = refusal as RateLimitedError;
    return { status, limit, remaining, reset, draft, retryAfter: retryAfterSeconds, message };
  };
  const statuses = (times: number, ...args: Parameters<typeof ask>): number[] =>
    Array.from({ length: times }, () => ask(...args).status);
  return { limits, violations, logger, ask, statuses };
}

describe('RateLimitGuard', () => {
  beforeEach(() => void jest.useFakeTimers({ now: NOW }));
  afterEach(() => void jest.useRealTimers());

  it('tells limit, remaining and reset on success', () => {
    const { ask } = setup({ perIpRequestsPerMinute: 100, globalRequestsPerMinute: 1_000 });
    const reset = String(Math.floor(NOW / 1_000) + 60);
    expect(ask()).toMatchObject({ status: 200, limit: '100', remaining: '99', reset });
    expect(ask()).toMatchObject({ remaining: '98' });
  });

  it('lets exactly the burst through at once, and says when to come again', () => {
    const { ask, statuses } = setup({ perIpRequestsPerMinute: 20, burstSize: 3 });
    expect(statuses(3)).toEqual([200, 200, 200]);
    expect(ask()).toMatchObject({ status: 429, limit: '20', remaining: '17', retryAfter: 4 });
    jest.advanceTimersByTime(2_999);
    expect(ask()).toMatchObject({ status: 429, retryAfter: 1 });
    jest.advanceTimersByTime(1);
    expect(ask()).toMatchObject({ status: 200, remaining: '16' });
  });

  it('counts what remains in a window of a minute', () => {
    const { ask } = setup({ perIpRequestsPerMinute: 20 });
    expect(ask().remaining).toBe('19');
    jest.advanceTimersByTime(59_999);
    expect(ask().remaining).toBe('18');
    jest.advanceTimersByTime(1);
    expect(ask().remaining).toBe('19');
  });

  it('never tells less than 0 remaining', () => {
    const { ask } = setup({ perIpRequestsPerMinute: 1, burstSize: 3 });
    expect([ask().remaining, ask().remaining, ask().remaining, ask().remaining]).toEqual([
      '0',
      '0',
      '0',
      '0',
    ]);
  });

  it('keeps clients apart', () => {
    const { statuses } = setup({ burstSize: 1 });
    expect(statuses(2, '203.0.113.1')).toEqual([200, 429]);
    expect(statuses(2, '203.0.113.2')).toEqual([200, 429]);
  });

  it('takes the addresses of one IPv6 /64 for one client', () => {
    const { statuses } = setup({ burstSize: 1 });
    expect(statuses(1, '2001:db8::1')).toEqual([200]);
    expect(statuses(1, '2001:db8::2')).toEqual([429]);
    expect(statuses(1, '2001:db8:0:1::1')).toEqual([200]);
  });

  it('keeps health requests and others of one client apart', () => {
    const { ask, statuses } = setup({ burstSize: 1, healthRequestsPerMinute: 30 });
    expect(statuses(2)).toEqual([200, 429]);
    expect(ask('203.0.113.1', '/internal/health')).toMatchObject({ status: 200, limit: '30' });
    expect(ask('203.0.113.1', '/internal/health?x')).toMatchObject({ status: 429, limit: '30' });
    expect(ask('203.0.113.1', '/internal/healthy')).toMatchObject({ status: 429, limit: '60' });
  });

  it.each([0, -5])('lets everything pass with limits of %p', (off) => {
    const { ask, statuses, violations } = setup({
      perIpRequestsPerMinute: off,
      globalRequestsPerMinute: off,
      healthRequestsPerMinute: off,
      burstSize: 1,
    });
    expect(new Set(statuses(50))).toEqual(new Set([200]));
    expect(ask()).toMatchObject({ limit: '0', remaining: '0' });
    expect(violations.counts()).toEqual({ rateLimits: 0, sizeLimits: 0, access: 0, blockedClients: 0 });
  });

  it('limits all clients together', () => {
    const { ask } = setup({ globalRequestsPerMinute: 20, perIpRequestsPerMinute: 500, burstSize: 3 });
    const answers = Array.from({ length: 5 }, (_, i) => ask(`203.0.113.${i}`));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 429, 429]);
    expect(answers[3]).toMatchObject({ limit: '500', remaining: '0', retryAfter: 60 });
  });

  it('does not consume what the global limit refused', () => {
    const { statuses } = setup({ globalRequestsPerMinute: 60, perIpRequestsPerMinute: 6_000, burstSize: 1 });
    expect(statuses(5)).toEqual([200, 429, 429, 429, 429]);
    jest.advanceTimersByTime(1_000);
    expect(statuses(2)).toEqual([200, 429]);
  });

  it('keeps the global limit when there is none per client', () => {
    const { ask, statuses } = setup({ globalRequestsPerMinute: 60, perIpRequestsPerMinute: 0, burstSize: 2 });
    expect(ask()).toMatchObject({ status: 200, limit: '0', remaining: '0' });
    expect(statuses(1)).toEqual([200]);
    expect(ask()).toMatchObject({ status: 429, limit: '0', remaining: '0', retryAfter: 60 });
  });

  it('gives the shared token back when the client itself is refused', () => {
    const { ask, statuses } = setup({ globalRequestsPerMinute: 1, perIpRequestsPerMinute: 1, burstSize: 2 });
    expect(statuses(2, '203.0.113.1')).toEqual([200, 200]);
    jest.advanceTimersByTime(60_000);
    expect(statuses(1, '203.0.113.1')).toEqual([200]);
    jest.advanceTimersByTime(60_000 - 1);
    // A hair before the next token of both: the client waits a second, nobody waits for the shared one.
    expect(ask('203.0.113.1')).toMatchObject({ status: 429, retryAfter: 60 });
  });

  it('leaves the others their share while one client is refused again and again', () => {
    const { limits, statuses } = setup({
      globalRequestsPerMinute: 600,
      perIpRequestsPerMinute: 1,
      burstSize: 3,
    });
    expect(statuses(3, '203.0.113.1')).toEqual([200, 200, 200]);
    jest.advanceTimersByTime(300);
    expect(statuses(20, '203.0.113.1')).toEqual(Array.from({ length: 20 }, () => 429));
    expect(statuses(4, '203.0.113.2')).toEqual([200, 200, 200, 429]);
    expect(limits.current.rateLimits.burstSize).toBe(3);
  });

  it.each([
    [{ perIpRequestsPerMinute: 20 }, 3],
    [{ perIpRequestsPerMinute: 60 }, 1],
    [{ perIpRequestsPerMinute: 100 }, 0],
    [{ perIpRequestsPerMinute: 100, burstSize: -1 }, 0],
    [{ perIpRequestsPerMinute: 20, globalRequestsPerMinute: 1_000 }, 60],
  ])('refuses everything with a burst of 0: %p', (limits, retryAfter) => {
    const { ask } = setup({ burstSize: 0, ...limits });
    expect(ask()).toMatchObject({ status: 429, retryAfter });
    jest.advanceTimersByTime(3_600_000);
    expect(ask()).toMatchObject({ status: 429, retryAfter });
  });

  it('applies new limits to buckets that exist', () => {
    const { limits, ask, statuses } = setup({ perIpRequestsPerMinute: 60, burstSize: 1 });
    expect(statuses(2)).toEqual([200, 429]);
    limits.set(settings({ perIpRequestsPerMinute: 6_000, burstSize: 5 }));
    jest.advanceTimersByTime(20);
    expect(statuses(3)).toEqual([200, 200, 429]);
    limits.set(settings({ perIpRequestsPerMinute: 0 }));
    expect(ask()).toMatchObject({ status: 200, limit: '0' });
  });

  it('records and logs a refusal, without the query', () => {
    const { violations, logger, statuses } = setup({ perIpRequestsPerMinute: 20, burstSize: 1 });
    statuses(3);
    expect(violations.counts()).toEqual({ rateLimits: 2, sizeLimits: 0, access: 0, blockedClients: 1 });
    expect(logger.warn).toHaveBeenCalledTimes(2);
    expect(logger.warn).toHaveBeenCalledWith('Rate limit exceeded', {
      request_id: 'rid-1',
      client_ip: '203.0.113.1',
      method: 'POST',
      path: '/olla/proxy/v1/x',
      limit: 20,
      retry_after: 4,
    });
  });

  describe('in the fields of the draft', () => {
    it('tells what the address may do at once, and when its minute is over', () => {
      const { ask } = setup({ perIpRequestsPerMinute: 100, burstSize: 50 });
      const policy = ['RateLimit-Policy', '"ip";q=100;w=60', 'RateLimit'];
      expect(ask().draft).toEqual([...policy, '"ip";r=49;t=60']);
      jest.advanceTimersByTime(40_500);
      expect(ask().draft).toEqual([...policy, '"ip";r=49;t=20']);
    });

    it('never promises more than the minute has left', () => {
      const { ask } = setup({ perIpRequestsPerMinute: 2, burstSize: 50 });
      expect([ask(), ask(), ask()].map(({ draft }) => draft.at(-1))).toEqual([
        '"ip";r=1;t=60',
        '"ip";r=0;t=60',
        '"ip";r=0;t=60',
      ]);
    });

    it('says nothing where the address does not count', () => {
      expect(setup({ perIpRequestsPerMinute: 0 }).ask().draft).toEqual([]);
    });

    it('tells a new limit as soon as it counts', () => {
      const { ask, limits } = setup({ perIpRequestsPerMinute: 60 });
      ask();
      limits.set(settings({ perIpRequestsPerMinute: 30 }));
      expect(ask().draft[1]).toBe('"ip";q=30;w=60');
    });
  });

  describe('with a caller who has limits', () => {
    const caller = (requestsPerMinute: number, requestsPerDay = 0): Caller => ({
      name: 'team-a',
      limits: { requestsPerMinute, requestsPerDay, tokensPerMinute: 0, tokensPerDay: 0 },
    });
    const url = '/olla/proxy/v1/x';

    it('counts the caller wherever it calls from', () => {
      const { ask } = setup({ burstSize: 50 });
      const team = caller(2);
      expect(ask('203.0.113.1', url, team).draft.slice(-4)).toEqual([
        'RateLimit-Policy',
        '"key";q=2;w=60',
        'RateLimit',
        '"key";r=1;t=30',
      ]);
      expect(ask('203.0.113.2', url, team).status).toBe(200);
      const refused = ask('203.0.113.3', url, team);
      expect(refused).toMatchObject({
        status: 429,
        retryAfter: 30,
        message: 'Your limit of 2 requests per minute is used up',
      });
      expect(refused.draft.at(-1)).toBe('"key";r=0;t=60');
      expect(ask('203.0.113.3', url, { ...team, name: 'team-b' }).status).toBe(200);
    });

    it('gives the shared token back when the caller is refused', () => {
      const { ask } = setup({ globalRequestsPerMinute: 1, perIpRequestsPerMinute: 0, burstSize: 3 });
      const team = caller(1);
      const statuses = Array.from({ length: 5 }, () => ask('203.0.113.1', url, team).status);
      expect(statuses).toEqual([200, 429, 429, 429, 429]);
      expect([ask(), ask(), ask()].map(({ status }) => status)).toEqual([200, 200, 429]);
    });

    it('records and logs the refusal with the name of the caller', () => {
      const { ask, violations, logger } = setup({ burstSize: 50 });
      ask('203.0.113.1', url, caller(0, 1));
      const { retryAfter } = ask('203.0.113.1', url, caller(0, 1));
      expect(retryAfter).toBe(Math.ceil((86_400_000 - (NOW % 86_400_000)) / 1_000));
      expect(violations.counts().rateLimits).toBe(1);
      expect(logger.warn).toHaveBeenCalledWith('Rate limit exceeded', {
        request_id: 'rid-1',
        client_ip: '203.0.113.1',
        method: 'POST',
        path: url,
        caller: 'team-a',
        limit: '1 request per day',
        retry_after: retryAfter,
      });
    });
  });
});
