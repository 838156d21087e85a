import { formatDuration, parseDuration } from './duration.js';

describe('durations', () => {
  it.each([
    ['0', 0],
    ['30s', 30_000],
    ['1h30m', 5_400_000],
    ['1.5h', 5_400_000],
    ['.5s', 500],
    ['500us', 0.5],
    ['500µs', 0.5],
    ['-2s', -2_000],
    ['1m0s', 60_000],
  ])('reads %s', (text, ms) => expect(parseDuration(text)).toBe(ms));

  it.each(['', '5', 's', '1d', 'soon', '1 s', '-', '1s2', 's1'])('refuses %j', (text) => {
    expect(parseDuration(text)).toBeUndefined();
  });

  it.each([
    [0, '0s'],
    [7e-6, '7ns'],
    [0.02, '20µs'],
    [500, '500ms'],
    [1_500, '1.5s'],
    [60_000, '1m0s'],
    [90_000, '1m30s'],
    [86_400_000, '24h0m0s'],
    [-2_000, '-2s'],
  ])('writes %d ms as the original would', (ms, text) => expect(formatDuration(ms)).toBe(text));
});
