import { matchesEtag } from '../core/conditional.js';
import { etagOf } from './etag.js';

describe('etagOf', () => {
  const report = {
    timestamp: 't1',
    endpoints: [{ name: 'a', requests: 1, last_check: '1s ago' }],
    system: { uptime: '1s' },
  };

  it('is weak, short and in base 36', () => {
    expect(etagOf(report)).toMatch(/^W\/"[0-9a-z]{1,13}"$/);
  });

  it('stays when only the clock moved', () => {
    const later = {
      timestamp: 't2',
      endpoints: [{ name: 'a', requests: 1, last_check: '2s ago' }],
      system: { uptime: '2s' },
    };
    expect(etagOf(later)).toBe(etagOf(report));
  });

  it.each([
    ['uptime'],
    ['last_check'],
    ['next_check'],
    ['health_check'],
    ['last_model_sync'],
    ['last_seen'],
    ['health_check_at'],
    ['next_check_at'],
    ['last_model_sync_at'],
  ])('does not look at %s', (key) => {
    expect(etagOf({ row: { [key]: 'a' } })).toBe(etagOf({ row: { [key]: 'b' } }));
  });

  it.each([
    ['a counter', { a: 1 }, { a: 2 }],
    ['an absent number and 0', {}, { a: 0 }],
    ['where one field ends and the next begins', ['ab', 'c'], ['a', 'bc']],
    ['start_time', { start_time: 'a' }, { start_time: 'b' }],
    ['last_updated', { last_updated: 'a' }, { last_updated: 'b' }],
    ['last_seen_at', { last_seen_at: 'a' }, { last_seen_at: 'b' }],
    ['the order of a list', [1, 2], [2, 1]],
  ])('tells apart %s', (_name, a, b) => {
    expect(etagOf(a)).not.toBe(etagOf(b));
  });

  it('does not depend on the order of keys', () => {
    expect(etagOf({ map: { x: 1, y: 2 } })).toBe(etagOf({ map: { y: 2, x: 1 } }));
  });
});

describe('matchesEtag', () => {
  it.each([
    ['W/"abc"', true],
    ['"abc"', true],
    ['"zzz", W/"abc"', true],
    ['*', true],
    [' * ', true],
    ['W/"zzz"', false],
    ['abc', false],
    ['', false],
    [undefined, false],
    [`${'x'.repeat(1_020)},"abc"`, false],
  ])('%p: %p', (header, expected) => {
    expect(matchesEtag(header, 'W/"abc"')).toBe(expected);
  });
});
