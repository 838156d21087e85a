import { ago, bytes, count, duration, percent, plural, rate } from './format.js';

describe('figures for people', () => {
  it.each([
    [0, '0'],
    [9_999, '9,999'],
    [12_345, '12.3k'],
    [123_456, '123k'],
    [4_200_000, '4.2M'],
  ])('count %d as %s', (value, text) => expect(count(value)).toBe(text));

  it.each([
    [0.4, '<1 ms'],
    [341.6, '342 ms'],
    [1_440, '1.4 s'],
    [59_900, '60 s'],
    [200_000, '3 m 20 s'],
    [7_500_000, '2 h 5 m'],
    [183_600_000, '2 d 3 h'],
    [undefined, '–'],
  ])('tell %p milliseconds as %s', (ms, text) => expect(duration(ms)).toBe(text));

  it('never round a failure away', () => {
    expect(percent(1, 100_000)).toBe('<0.1%');
    expect(percent(99_999, 100_000)).toBe('>99.9%');
    expect(percent(3, 3)).toBe('100%');
    expect(percent(0, 0)).toBe('–');
  });

  it('say the rest in few words', () => {
    expect(ago(0, 1)).toBe('never');
    expect(ago(1_000, 3_000)).toBe('just now');
    expect(ago(1_000, 3_601_000)).toBe('1 h ago');
    expect(bytes(1_536)).toBe('1.5 KB');
    expect(rate(0.25)).toBe('0.3');
    expect(plural(1, 'endpoint')).toBe('1 endpoint');
    expect(plural(2, 'endpoint')).toBe('2 endpoints');
  });
});
