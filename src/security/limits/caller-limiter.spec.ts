import type { Caller, CallerLimits } from '../../core/caller.js';
import { CallerLimiter } from './caller-limiter.js';
import { LimitsView } from './limits-view.js';

const NONE: CallerLimits = { requestsPerMinute: 0, requestsPerDay: 0, tokensPerMinute: 0, tokensPerDay: 0 };
const MIDNIGHT = Date.UTC(2026, 0, 2);
const NOON = MIDNIGHT - 12 * 3_600_000;

const caller = (limits: Partial<CallerLimits>, name = 'team'): Caller => ({
  name,
  limits: { ...NONE, ...limits },
});

function setup() {
  const view = new LimitsView();
  const callers = new CallerLimiter(view);
  const ask = (who: Caller) => callers.admit(who, []);
  return { callers, view, ask };
}

describe('CallerLimiter', () => {
  beforeEach(() => void jest.useFakeTimers({ now: NOON }));
  afterEach(() => void jest.useRealTimers());

  it('refuses nobody who has no limit, and counts nothing', () => {
    const { callers, view } = setup();
    const lines: string[] = [];
    for (const who of [{ name: 'free' }, caller({})])
      for (let i = 0; i < 50; i++) expect(callers.admit(who, lines)).toBeUndefined();
    expect(lines).toEqual([]);
    expect(view.view().callers).toEqual([]);
  });

  it('counts requests per minute, for each caller by itself', () => {
    const { ask } = setup();
    const team = caller({ requestsPerMinute: 2 });
    expect([ask(team), ask(team)]).toEqual([undefined, undefined]);
    expect(ask(team)?.waitSeconds(Date.now())).toBe(30);
    expect(ask(caller({ requestsPerMinute: 2 }, 'other'))).toBeUndefined();
    jest.advanceTimersByTime(30_000);
    expect(ask(team)).toBeUndefined();
  });

  it('counts requests per day until midnight UTC', () => {
    const { ask } = setup();
    const team = caller({ requestsPerDay: 1 });
    expect(ask(team)).toBeUndefined();
    expect(ask(team)?.waitSeconds(Date.now())).toBe(12 * 3_600);
    jest.setSystemTime(MIDNIGHT);
    expect(ask(team)).toBeUndefined();
  });

  it('does not count a request that it refuses', () => {
    const { ask, view } = setup();
    const team = caller({ requestsPerMinute: 1, requestsPerDay: 5 });
    for (let i = 0; i < 4; i++) ask(team);
    expect(view.one('callers', 'team')?.gauges[1]).toMatchObject({ limit: 'requests_per_day', used: 1 });
  });

  it('lets requests in as long as tokens are left, and counts those that answers took', () => {
    const { callers, ask } = setup();
    const team = caller({ tokensPerMinute: 100 });
    expect(ask(team)).toBeUndefined();
    callers.tokenMeter('team')!.countTokens(250, Date.now());
    expect(ask(team)?.text).toBe('100 tokens per minute');
    expect(ask(team)?.waitSeconds(Date.now())).toBe(91);
    jest.advanceTimersByTime(91_000);
    expect(ask(team)).toBeUndefined();
  });

  it('refuses for the limit that lasts longest when several are used up', () => {
    const { callers, ask } = setup();
    const team = caller({ requestsPerMinute: 1, tokensPerMinute: 10, tokensPerDay: 10 });
    ask(team);
    callers.tokenMeter('team')!.countTokens(10, Date.now());
    expect(ask(team)?.policy.name).toBe('key-tokens-day');
  });

  it('looks for tokens only where they count', () => {
    const { callers, ask } = setup();
    ask(caller({ requestsPerMinute: 5 }));
    expect([callers.tokenMeter('team'), callers.tokenMeter('nobody')]).toEqual([undefined, undefined]);
    ask(caller({ tokensPerDay: 5 }));
    expect(callers.tokenMeter('team')).toBeDefined();
  });

  it('keeps counts when the limits change', () => {
    const { ask } = setup();
    for (let i = 0; i < 3; i++) ask(caller({ requestsPerDay: 3 }));
    expect(ask(caller({ requestsPerDay: 3 }))).toBeDefined();
    expect(ask(caller({ requestsPerDay: 4 }))).toBeUndefined();
    expect(ask(caller({ requestsPerDay: 4 }))).toBeDefined();
  });

  it('tells every limit in the fields of the draft', () => {
    const { callers } = setup();
    const lines: string[] = [];
    const limits = { requestsPerMinute: 60, requestsPerDay: 1_000, tokensPerMinute: 500, tokensPerDay: 900 };
    callers.admit(caller(limits), lines);
    expect(lines).toEqual([
      'RateLimit-Policy',
      '"key";q=60;w=60, "key-day";q=1000;w=86400, "key-tokens";q=500;w=60;qu="tokens", ' +
        '"key-tokens-day";q=900;w=86400;qu="tokens"',
      'RateLimit',
      '"key";r=59;t=1, "key-day";r=999;t=43200, "key-tokens";r=500;t=0, "key-tokens-day";r=900;t=43200',
    ]);
  });

  it('lets a caller start anew', () => {
    const { ask, view } = setup();
    const [one, two] = [caller({ requestsPerDay: 1 }, 'one'), caller({ requestsPerDay: 1 }, 'two')];
    ask(one);
    ask(two);
    expect([view.reset('callers', 'one'), view.reset('callers', 'nobody')]).toEqual([1, 0]);
    expect([ask(one), ask(two)]).toEqual([undefined, expect.anything()]);
    expect(view.reset('callers')).toBe(2);
    expect([ask(one), ask(two)]).toEqual([undefined, undefined]);
  });

  it('knows 10,000 callers at most: the longest idle gives way', () => {
    const { ask } = setup();
    for (let i = 0; i < 10_000; i++) ask(caller({ requestsPerDay: 1 }, `caller ${i}`));
    expect(ask(caller({ requestsPerDay: 1 }, 'caller 0'))).toBeDefined();
    ask(caller({ requestsPerDay: 1 }, 'one more'));
    expect(ask(caller({ requestsPerDay: 1 }, 'caller 0'))).toBeDefined();
    expect(ask(caller({ requestsPerDay: 1 }, 'caller 1'))).toBeUndefined();
  });
});
