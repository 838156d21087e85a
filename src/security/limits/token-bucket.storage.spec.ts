import { type LimitSettings, ServerLimits } from '../limit-settings.js';
import { TokenBucketStorage } from './token-bucket.storage.js';

const MINUTE = 60_000;
class Limits extends ServerLimits {}
const settings = (cleanupInterval: number): LimitSettings => ({
  requestLimits: { maxBodySize: 0, maxHeaderSize: 0 },
  rateLimits: {
    globalRequestsPerMinute: 0,
    perIpRequestsPerMinute: 60,
    healthRequestsPerMinute: 60,
    burstSize: 1,
    cleanupInterval,
    trustProxyHeaders: false,
    trustedProxyCidrs: [],
  },
});

describe('TokenBucketStorage', () => {
  let limits: Limits;
  let storage: TokenBucketStorage;
  const touch = (...keys: string[]): void => {
    for (const key of keys) storage.clients.use(key, 1, performance.now()).take(60, 1, performance.now());
  };

  beforeEach(() => {
    jest.useFakeTimers();
    limits = new Limits(settings(5 * MINUTE));
    storage = new TokenBucketStorage(limits);
  });
  afterEach(() => {
    storage.stop();
    jest.useRealTimers();
  });

  it('drops five clients that were idle for more than ten minutes in one sweep', () => {
    touch('a', 'b', 'c', 'd', 'e');
    jest.advanceTimersByTime(10 * MINUTE + 1);
    touch('f');
    storage.sweep();
    expect(storage.clients.size).toBe(1);
  });

  it('keeps those that were used since', () => {
    touch('a', 'b');
    jest.advanceTimersByTime(9 * MINUTE);
    touch('a');
    jest.advanceTimersByTime(2 * MINUTE);
    storage.sweep();
    expect(storage.clients.size).toBe(1);
    expect(storage.clients.use('a', 1, performance.now()).take(1, 1, performance.now())).toBe(true);
  });

  it('sweeps every cleanup_interval, follows its changes and stops as often as it is told', () => {
    storage.start();
    storage.start();
    touch('a');
    jest.advanceTimersByTime(15 * MINUTE);
    expect(storage.clients.size).toBe(0);

    limits.set(settings(20 * MINUTE));
    touch('b');
    jest.advanceTimersByTime(19 * MINUTE);
    expect(storage.clients.size).toBe(1);
    jest.advanceTimersByTime(MINUTE);
    expect(storage.clients.size).toBe(0);

    storage.stop();
    storage.stop();
    expect(jest.getTimerCount()).toBe(0);
    limits.set(settings(MINUTE));
    expect(jest.getTimerCount()).toBe(0);
  });

  it.each([0, -1])('does not sweep with an interval of %p', (interval) => {
    limits.set(settings(interval));
    storage.start();
    expect(jest.getTimerCount()).toBe(0);
  });

  it('does not turn an endless interval into an endless loop', () => {
    limits.set(settings(Number.MAX_SAFE_INTEGER));
    storage.start();
    touch('a');
    jest.advanceTimersByTime(60 * MINUTE);
    expect(storage.clients.size).toBe(1);
  });

  it('never holds more than 100,000 buckets: the longest idle gives way', () => {
    for (let i = 0; i < 100_000; i++) touch(`client ${i}`);
    touch('client 0', 'one more');
    expect(storage.clients.size).toBe(100_000);
    const now = performance.now();
    expect(storage.clients.use('client 0', 1, now).take(60, 1, now)).toBe(false);
    expect(storage.clients.use('client 1', 1, now).take(60, 1, now)).toBe(true);
  });

  it('serves the throttler: so many hits at once, then as they come back', async () => {
    const hit = () => storage.increment('key', MINUTE, 2, MINUTE, 'default');
    expect(await hit()).toMatchObject({ totalHits: 1, isBlocked: false });
    expect(await hit()).toMatchObject({ totalHits: 2, isBlocked: false });
    expect(await hit()).toEqual({ totalHits: 2, timeToExpire: 60, isBlocked: true, timeToBlockExpire: 31 });
    jest.advanceTimersByTime(30_000);
    expect(await hit()).toMatchObject({ isBlocked: false });
  });

  it('serves the throttler: names do not mix, and a limit of 0 refuses nobody', async () => {
    const hit = (limit: number, name: string) => storage.increment('key', MINUTE, limit, MINUTE, name);
    expect((await hit(1, 'one')).isBlocked).toBe(false);
    expect((await hit(1, 'two')).isBlocked).toBe(false);
    expect((await hit(1, 'one')).isBlocked).toBe(true);
    for (let i = 0; i < 5; i++) expect((await hit(0, 'one')).isBlocked).toBe(false);
  });
});
