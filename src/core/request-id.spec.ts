import { generateRequestId, requestIdOf } from './request-id.js';

describe('request ids', () => {
  it.each(['r1', '!@#$%^&*()', 'a'.repeat(128)])('repeats %s', (id) => expect(requestIdOf(id)).toBe(id));

  it.each(['', 'a b', 'a\tb', 'a\r\nX: y', 'a\0', 'a\x7f', 'café', 'a'.repeat(129)])('replaces %j', (id) => {
    expect(requestIdOf(id)).toMatch(/^[a-z]+-[a-z]+-[0-9a-f]{8}$/);
  });

  it('makes ids that differ', () => {
    expect(new Set(Array.from({ length: 1_000 }, generateRequestId)).size).toBeGreaterThan(998);
  });
});
