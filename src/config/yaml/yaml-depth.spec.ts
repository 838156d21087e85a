import { tooDeepAt } from './yaml-depth.js';

describe('tooDeepAt', () => {
  it.each([
    ['a: [1, [2], {b: [3]}]\n- - x\n'],
    [`a: "${'['.repeat(500)}"\nb: | # [\n  ${'{'.repeat(500)}\nc: '${'- '.repeat(500)}'\n`],
    [`a: [${'[], '.repeat(10_000)}]`],
    ['- x\n'.repeat(10_000)],
    [`a: b ${' '.repeat(500)} # far away\n`],
    [`- ${'[-1, --x, -]\n- '.repeat(200)}x`],
    [''],
  ])('finds nothing in %.40j', (text) => expect(tooDeepAt(text)).toBeUndefined());

  it.each([['['.repeat(10_000)], ['{a: '.repeat(10_000)], ['- '.repeat(10_000)], ['? '.repeat(10_000)]])(
    'stops at %.12j…',
    (text) => expect(tooDeepAt(text)).toBeLessThan(300),
  );

  it('stops at an indent that nobody writes', () => {
    expect(tooDeepAt(`a:\n${' '.repeat(300)}b: 1`)).toBe(3);
  });
});
