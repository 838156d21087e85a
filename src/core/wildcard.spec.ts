import { wildcard } from './wildcard.js';

describe('wildcard', () => {
  it.each([
    ['llama3', 'llama3', true],
    ['llama3', 'llama3.1', false],
    ['LLAMA*', 'llama3', true],
    ['*', '', true],
    ['*', 'anything', true],
    ['', '', true],
    ['', 'x', false],
    ['*-7b', 'a-7b', true],
    ['*-7b', 'a-70b', false],
    ['*coder*', 'qwen2.5-coder:7b', true],
    ['qwen*coder*', 'qwen2.5-coder:7b', true],
    ['qwen*coder*', 'coder-qwen', false],
    ['a*b', 'ab', true],
    ['a*b', 'a/x.y/b', true],
    ['a*b', 'a', false],
    ['ab*ba', 'aba', false],
    ['ab*ba', 'abba', true],
    ['a*b*c', 'a1b2c', true],
    ['a*b*c', 'acb', false],
    ['*a*a*', 'a', false],
    ['*a*a*', 'xaya', true],
    ['a.b/*', 'axb/c', false],
  ])('%j means %j: %p', (pattern, name, meant) => {
    expect(wildcard(pattern)(name)).toBe(meant);
  });

  it('takes no longer for a name that nearly matches many times', () => {
    const began = performance.now();
    expect(wildcard('*a*a*b')('a'.repeat(100_000))).toBe(false);
    expect(performance.now() - began).toBeLessThan(100);
  });
});
