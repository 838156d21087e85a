import { compileGoPattern } from './go-pattern.js';

describe('compileGoPattern', () => {
  it.each([
    ['^(llama)(\\d+)', 'llama3', ['llama3', 'llama', '3']],
    ['(?i)^LLAMA', 'llama3', ['llama']],
    ['^(?P<family>phi)-(?P<variant>\\d)', 'phi-4-mini', ['phi-4', 'phi', '4']],
    ['^(?:a|b)c', 'bcd', ['bc']],
    ['\\Allama\\z', 'llama', ['llama']],
    ['^[]a]+$', 'a]a', ['a]a']],
    ['^[^]a]+$', 'xyz', ['xyz']],
    ['^x{2}y{1,3}$', 'xxyyy', ['xxyyy']],
    ['a.+?b', 'a-b-b', ['a-b']],
  ])('reads %s as Go does', (pattern, name, groups) => {
    expect([...(compileGoPattern(pattern).exec(name) ?? [])]).toEqual(groups);
  });

  it('adds flags to those of the pattern', () => {
    expect(compileGoPattern('(?i)code', 'i').test('CODE')).toBe(true);
    expect(compileGoPattern('code', 'i').test('CODE')).toBe(true);
    expect(compileGoPattern('code').test('CODE')).toBe(false);
  });

  it.each([
    ['', 'is empty'],
    ['^(llama', 'Unterminated group'],
    ['[a-', 'has a character class without an end'],
    ['[[:alpha:]]', 'has a named character class'],
    ['(?U)a+', 'flags "U" are not supported'],
    ['(?=x)', 'has an unknown group'],
    ['(?<!x)y', 'has an unknown group'],
    ['(a)\\1', 'has an unsupported escape "\\1"'],
    ['\\pL', 'has an unsupported escape "\\p"'],
    ['a'.repeat(1_001), 'is longer than 1000 characters'],
  ])('refuses %s', (pattern, reason) => {
    expect(() => compileGoPattern(pattern)).toThrow(reason);
  });

  it.each(['(a+)+$', '(a*)*', '(?:a|aa)+$', '(x(y?)z){2,}', '((a+))+', '(a+){10}', '(?:(?:a|b)c)*'])(
    'refuses %s, which could run for ages',
    (pattern) => {
      expect(() => compileGoPattern(pattern)).toThrow('repeats a group that has repeats or alternatives');
    },
  );

  it('refuses more unlimited repeats than a name can feed', () => {
    expect(() => compileGoPattern('a*b*c*d*')).not.toThrow();
    expect(() => compileGoPattern('a*b*c*d*e*')).toThrow('has more than 4 unlimited repeats');
  });

  it.each(['(?:[-_.:]?(\\d+(?:\\.\\d+)?))?', '(ab)+', '(a|b)?c+', '(\\d+){1,2}', '\\(a+\\)+', '[(a+)]+'])(
    'has nothing against %s',
    (pattern) => {
      expect(() => compileGoPattern(pattern)).not.toThrow();
    },
  );
});
