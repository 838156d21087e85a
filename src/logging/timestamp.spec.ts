import { logTimestamp, rfc3339 } from './timestamp.js';

const at = new Date(2025, 0, 31, 14, 5, 9, 7);

it('tells local time to the second', () => {
  expect(logTimestamp(at.getTime())).toBe('2025-01-31 14:05:09');
  expect(logTimestamp(at.getTime() + 900)).toBe('2025-01-31 14:05:09');
  expect(logTimestamp(at.getTime() + 1_000)).toBe('2025-01-31 14:05:10');
});

it('tells the same moment with its zone', () => {
  const text = rfc3339(at);
  expect(text).toMatch(/^2025-01-31T14:05:09\.007(Z|[+-]\d\d:\d\d)$/);
  expect(new Date(text).getTime()).toBe(at.getTime());
});
