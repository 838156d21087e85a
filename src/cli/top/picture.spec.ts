import type { Told, ToldEndpoint } from './figures.js';
import { COLOURS, PLAIN, statusText } from './paint.js';
import { type Picture, picture, sparkline } from './picture.js';
import { RateHistory } from './rates.js';

const endpoint = (name: string, over: Partial<ToldEndpoint> = {}): ToldEndpoint => ({
  id: name,
  name,
  status: 'healthy',
  priority: 100,
  connections: 0,
  requests: 10,
  success_rate: '100%',
  avg_latency: '12ms',
  traffic: '1.00 KB',
  issues: '',
  models: { count: 2 },
  ...over,
});

const told = (endpoints: readonly ToldEndpoint[], requests = 20): Told => ({
  status: {
    endpoints,
    system: {
      status: 'healthy',
      endpoints_up: '2/2',
      success_rate: '99.6%',
      avg_latency: '12ms',
      total_traffic: '2.00 KB',
      uptime: '5m',
      version: 'v1',
      active_connections: 3,
      total_requests: requests,
      total_failures: 1,
    },
  },
  models: [
    {
      name: 'llama3',
      total_requests: requests,
      success_rate: '100%',
      average_latency: '9ms',
      p95_latency: '20ms',
    },
    { name: 'idle', total_requests: 0, success_rate: '0%', average_latency: '0ms', p95_latency: '0ms' },
  ],
});

function drawn(endpoints: readonly ToldEndpoint[], over: Partial<Picture> = {}): string[] {
  const rates = new RateHistory();
  rates.add(told(endpoints, 10), 0);
  const now = told(endpoints, 20);
  return picture({
    url: 'http://olla',
    told: now,
    rates: rates.add(now, 2_000),
    history: rates.history,
    width: 120,
    height: 0,
    paint: PLAIN,
    ...over,
  });
}

describe('the picture of a fleet', () => {
  it('tells of the whole, of each endpoint and of the models that were asked for', () => {
    const text = drawn([endpoint('a'), endpoint('b', { connections: 3 })]).join('\n');
    expect(text).toContain('Olla v1  ● healthy  2/2 up  5.0 req/s  3 in flight  20 requests  1 failed');
    expect(text).toMatch(/^llama3 +5\.0 +20 +100% +9ms +20ms$/m);
    expect(text).not.toContain('idle');
  });

  it('shows those that need somebody first, then the busiest', () => {
    const all = [
      endpoint('idle'),
      endpoint('busy', { connections: 9 }),
      endpoint('gone', { status: 'offline' }),
    ];
    const names = drawn(all).flatMap((line) => /^(idle|busy|gone)\b/.exec(line)?.[1] ?? []);
    expect(names).toEqual(['gone', 'busy', 'idle']);
  });

  it('fits the screen, and says how many it leaves out', () => {
    const all = Array.from({ length: 200 }, (_, at) => endpoint(`an-endpoint-with-a-long-name-${at}`));
    const lines = drawn(all, { width: 80, height: 24 });
    expect(lines.length).toBeLessThanOrEqual(24);
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(80);
    expect(lines.join('\n')).toMatch(/^and 1\d\d more$/m);
  });

  it('says so when nothing was asked for', () => {
    const nothing = { ...told([]), models: [] };
    expect(drawn([], { told: nothing }).at(-1)).toBe('no model was asked for yet');
  });
});

describe('a status', () => {
  it.each([
    ['healthy', '● healthy'],
    ['busy', '◐ busy'],
    ['offline', '○ offline'],
    ['never heard of', '○ never heard of'],
  ])('is a glyph and a word: %s', (status, text) => {
    expect(statusText(status, PLAIN)).toBe(text);
    expect(statusText(status, COLOURS)).toContain(text);
  });
});

describe('rates', () => {
  it('are none at first and after a restart', () => {
    const rates = new RateHistory();
    expect(rates.add(told([endpoint('a')], 100), 0).all).toBe(0);
    expect(rates.add(told([endpoint('a')], 300), 1_000).all).toBe(200);
    expect(rates.add(told([endpoint('a')], 5), 2_000).all).toBe(0);
    expect(rates.history).toEqual([200, 0]);
  });

  it('become bars, the highest for the most', () => {
    expect(sparkline([0, 5, 10], 80)).toBe(' ▄█ 10 max');
    expect(sparkline([0, 0], 80)).toBe('▁▁');
    expect(sparkline([], 80)).toBe('');
  });
});
