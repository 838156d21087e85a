import { readFileSync } from 'node:fs';
import { glob } from './glob.js';

interface Case {
  readonly name: string;
  readonly pattern: string;
  readonly match: boolean;
}

const cases = JSON.parse(readFileSync('test/fixtures/profiles/profile.cases.json', 'utf8')) as {
  glob: Case[];
};

describe('glob', () => {
  it.each(cases.glob)('of $pattern and $name: $match', ({ name, pattern, match }) => {
    expect(glob(pattern)(name)).toBe(match);
  });

  it.each([
    ['', '', true],
    ['', 'x', false],
    ['***', 'x', true],
    ['*.gguf', 'A.GGUF', true],
  ])('of %j and %j: %p', (pattern, name, match) => {
    expect(glob(pattern)(name)).toBe(match);
  });
});
