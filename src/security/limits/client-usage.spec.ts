import { type LimitSettings, ServerLimits } from '../limit-settings.js';
import { ClientUsage } from './client-usage.js';
import { LimitsView } from './limits-view.js';
import { RateLimiter } from './rate-limiter.js';
import { TokenBucketStorage } from './token-bucket.storage.js';

const NOW = 1_760_000_000_000;
class Limits extends ServerLimits {}

const settings = (perIpRequestsPerMinute = 10, globalRequestsPerMinute = 100): LimitSettings => ({
  requestLimits: { maxBodySize: 0, maxHeaderSize: 0 },
  rateLimits: {
    globalRequestsPerMinute,
    perIpRequestsPerMinute,
    healthRequestsPerMinute: 5,
    burstSize: 50,
    cleanupInterval: 0,
    trustProxyHeaders: false,
    trustedProxyCidrs: [],
  },
});

function setup(limits = new Limits(settings())) {
  const storage = new TokenBucketStorage(limits);
  const view = new LimitsView();
  const usage = new ClientUsage(storage, limits, view);
  const limiter = new RateLimiter(storage);
  const ask = (client: string, health = false) =>
    limiter.admit({ client, health }, limits.current.rateLimits, performance.now());
  return { storage, view, limits, ask, usage };
}

describe('ClientUsage', () => {
  beforeEach(() => void jest.useFakeTimers({ now: NOW }));
  afterEach(() => void jest.useRealTimers());

  it('shows clients, the busiest first, as the headers count them', () => {
    const { view, ask } = setup();
    ask('203.0.113.1');
    ask('2001:db8::1');
    ask('2001:db8::2');
    expect(view.view().clients).toEqual([
      {
        key: '2001:db8:0:0::/64',
        gauges: [
          {
            limit: 'requests_per_minute',
            capacity: 10,
            used: 2,
            remaining: 8,
            resetsAt: NOW + 60_000,
          },
        ],
      },
      { key: '203.0.113.1', gauges: [expect.objectContaining({ used: 1, remaining: 9 })] },
    ]);
    expect(view.view(1).clients).toHaveLength(1);
  });

  it('shows what all have used together', () => {
    const { view, ask } = setup();
    expect(view.view().global).toEqual([]);
    ask('203.0.113.1');
    ask('203.0.113.2');
    expect(view.view().global).toEqual([
      { key: 'all', gauges: [expect.objectContaining({ capacity: 100, used: 2, remaining: 98 })] },
    ]);
  });

  it('shows nothing of a limit that is off, nor what the throttler counts', async () => {
    const { view, ask, limits, storage } = setup();
    ask('203.0.113.1');
    await storage.increment('hash', 60_000, 5, 60_000, 'default');
    expect(view.view().clients).toHaveLength(1);
    limits.set(settings(0, 0));
    expect(view.view()).toMatchObject({ clients: [], global: [] });
  });

  it('finds a client by any of its addresses and lets it start anew', () => {
    const { view, ask } = setup();
    ask('2001:db8::1');
    ask('203.0.113.1', true);
    expect(view.one('clients', '2001:db8::77')).toMatchObject({ gauges: [{ used: 1 }] });
    expect(view.one('clients', '203.0.113.1:health')).toMatchObject({ gauges: [{ capacity: 5 }] });
    expect(view.one('clients', '203.0.113.1')).toBeUndefined();
    expect([view.reset('clients', '2001:db8::99'), view.reset('clients', '203.0.113.9')]).toEqual([1, 0]);
    expect(view.one('clients', '2001:db8::1')).toBeUndefined();
    expect([view.reset('clients'), view.reset('global'), view.reset('global')]).toEqual([1, 1, 0]);
  });
});
