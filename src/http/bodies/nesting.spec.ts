import { nestsDeeper } from './nesting.js';

describe('nestsDeeper', () => {
  it.each([
    ['{"a":[1]}', 2, false],
    ['{"a":[1]}', 1, true],
    ['[[],[],[]]', 2, false],
    ['"[[[["', 0, false],
    ['["\\"[[[", 1]', 1, false],
    ['["\\\\",[1]]', 1, true],
    ['1', 0, false],
    ['', 0, false],
  ])('%s beyond %p levels: %p', (text, levels, deeper) => expect(nestsDeeper(text, levels)).toBe(deeper));

  it('takes no longer than the text is long', () => {
    expect(nestsDeeper('['.repeat(1_000_000), 1_000_000)).toBe(false);
  });
});
