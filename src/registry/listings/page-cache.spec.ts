import { pageOf } from './page.js';
import { PageCache } from './page-cache.js';

const counted = () => jest.fn(() => pageOf({}));

describe('PageCache', () => {
  it('makes a page once for each key and state', () => {
    const cache = new PageCache();
    const make = counted();
    const [one, other] = [{}, {}];
    for (const state of [one, one, other, one]) cache.get('k', [state, 1], make);
    cache.get('l', [one, 1], make);
    expect(make).toHaveBeenCalledTimes(4);
  });

  it('lets the oldest go when there are too many', () => {
    const cache = new PageCache();
    const make = counted();
    for (let i = 0; i < 65; i++) cache.get(`k${i}`, [], make);
    cache.get('k64', [], make);
    expect(make).toHaveBeenCalledTimes(65);
    cache.get('k0', [], make);
    expect(make).toHaveBeenCalledTimes(66);
  });

  it('lets the oldest go when they are too large together', () => {
    const cache = new PageCache();
    const large = jest.fn(() => ({ etag: '""', body: Buffer.alloc(20 * 1_048_576) }));
    for (const key of ['a', 'b', 'b', 'a']) cache.get(key, [], large);
    expect(large).toHaveBeenCalledTimes(3);
  });

  it('keeps nothing under a key that somebody made long', () => {
    const cache = new PageCache();
    const make = counted();
    for (let i = 0; i < 2; i++) cache.get('k'.repeat(300), [], make);
    expect(make).toHaveBeenCalledTimes(2);
  });
});
