import { maskedPath, maskQueries } from './mask-query.js';

describe('maskQueries', () => {
  it('hides queries of URLs wherever they stand, and nothing else', () => {
    expect(
      maskQueries({ url: 'http://a:1/x?key=k', list: ['https://b?c'], n: 1, text: 'what?', none: null }),
    ).toEqual({
      url: 'http://a:1/x?***',
      list: ['https://b?***'],
      n: 1,
      text: 'what?',
      none: null,
    });
  });

  it('hides them in the names of keys', () => {
    expect(maskedPath('discovery.static.endpoints[http://a:1/x?key=k].priority')).toBe(
      'discovery.static.endpoints[http://a:1/x?***].priority',
    );
    expect(maskedPath('server.port')).toBe('server.port');
  });
});
