import { readFileSync } from 'node:fs';
import { hasSizeToken } from './size-token.js';

interface Case {
  readonly text: string;
  readonly token: string;
  readonly match: boolean;
}

const cases = JSON.parse(readFileSync('test/fixtures/profiles/profile.cases.json', 'utf8')) as {
  size_token: Case[];
};

describe('hasSizeToken', () => {
  it.each(cases.size_token)('of $text and $token: $match', ({ text, token, match }) => {
    expect(hasSizeToken(text, token)).toBe(match);
  });

  it('does not mind letter case', () => {
    expect(hasSizeToken('Llama-7B', '7b')).toBe(true);
    expect(hasSizeToken('Llama-7b', '7B')).toBe(true);
  });
});
