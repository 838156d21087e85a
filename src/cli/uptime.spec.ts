import { uptime } from './uptime.js';

it.each([
  [3.9, '3s'],
  [60, '1m0s'],
  [123, '2m3s'],
  [3_600, '1h0m0s'],
  [3_723, '1h2m3s'],
  [90_000, '25h0m0s'],
])('tells %f seconds as %s', (seconds, text) => {
  expect(uptime(seconds)).toBe(text);
});
