import type { NewsView } from '../../wire.js';
import { linesOf, told } from './news.js';

let number = 0;
const item = (type: string, facts: NewsView['facts']): NewsView => ({
  number: ++number,
  at: 1_000,
  type,
  facts,
});

describe('the news of the fleet', () => {
  it.each([
    [
      'endpoint.status',
      { endpoint: 'a', after: 'offline', cause: 'traffic' },
      'a is offline, noticed by a request',
    ],
    ['endpoint.draining', { endpoint: 'a', draining: false }, 'a takes requests again'],
    [
      'models.changed',
      { endpoint: 'a', added_count: 1, removed_count: 2, count: 7 },
      'Models of a: 1 new, 2 gone, 7 in all',
    ],
    ['breaker', { endpoint: 'a', state: 'open' }, 'Circuit breaker of a opened'],
    ['config.applied', { changed: ['a', 'b', 'c', 'd'] }, 'New configuration in force (a, b, c and 1 more)'],
    ['something.new', { endpoint: 'a' }, 'something.new a'],
  ])('tells %s in words', (type, facts, text) => expect(told(item(type, facts)).text).toBe(text));

  it('tells many of a kind as one, and few of them one by one', () => {
    const many = Array.from({ length: 5 }, (_, i) =>
      item('endpoint.status', { endpoint: `e${i}`, after: 'healthy' }),
    );
    const few = [item('endpoint.status', { endpoint: 'x', after: 'offline' })];
    const added = Array.from({ length: 200 }, (_, i) => item('endpoint.added', { endpoint: `e${i}` }));
    expect(linesOf([...few, ...many, ...added]).map(({ text }) => text)).toEqual([
      'x is offline',
      '5 endpoints are healthy',
      '200 endpoints joined the fleet',
    ]);
  });
});
