import { baseId, endpointIds, fnv1a32, publicUrl } from './endpoint-id.js';

describe('publicUrl', () => {
  it.each([
    ['https://alice:pw@h:11434/v1?token=a', 'https://h:11434/v1'],
    ['http://10.0.0.5:11434', 'http://10.0.0.5:11434'],
    ['http://h/', 'http://h/'],
    ['http://h:80/a/../b#part', 'http://h:80/a/../b'],
    ['http://[::1]:8080/x?y', 'http://[::1]:8080/x'],
    ['http://h?token=a', 'http://h'],
    ['', ''],
    ['http://alice:p w@h/', '[unparseable url]'],
    ['http://alice:p/w@h/', '[unparseable url]'],
    ['http://h\u007f/', '[unparseable url]'],
    ['http://h:port/', '[unparseable url]'],
    ['secret words', '[unparseable url]'],
    ['localhost:11434', '[unparseable url]'],
  ])('shows %p as %p', (url, shown) => expect(publicUrl(url)).toBe(shown));
});

describe('fnv1a32', () => {
  it.each([
    ['', 0x811c9dc5],
    ['a', 0xe40c292c],
    ['foobar', 0xbf9cf968],
  ])('hashes %p', (text, hash) => expect(fnv1a32(text)).toBe(hash));
});

describe('endpointIds', () => {
  const a = { name: 'a', url: 'http://x:1' };
  const b = { name: 'b', url: 'http://u:p@y:1/?k=1' };
  const c = { name: 'c', url: 'http://y:1/?k=2' };
  const d = { name: 'b', url: 'http://y:1/?k=0' };

  it('gives an endpoint that is alone the plain hash of its public URL', () => {
    expect(endpointIds([a])).toEqual(new Map([[a.url, baseId('http://x:1')]]));
  });

  it('numbers those that look alike by name, then by URL', () => {
    const id = baseId('http://y:1/');
    expect(endpointIds([c, d, b, a])).toEqual(
      new Map([
        [a.url, baseId('http://x:1')],
        [b.url, `${id}-0`],
        [d.url, `${id}-1`],
        [c.url, `${id}-2`],
      ]),
    );
  });

  it('depends on the set, not on its order, and skips gaps', () => {
    expect(endpointIds([null, a, b, c])).toEqual(endpointIds([c, undefined, b, a]));
  });

  it('does not move when a secret does', () => {
    const moved = { ...b, url: 'http://u:other@y:1/?k=other' };
    expect([...endpointIds([moved]).values()]).toEqual([...endpointIds([b]).values()]);
  });
});
