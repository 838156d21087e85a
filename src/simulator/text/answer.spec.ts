import { composeAnswer } from './answer.js';
import { countWords } from './words.js';

describe('composeAnswer', () => {
  it('gives the same words to the same question on every server, after its name', () => {
    const [one, two] = ['gpu-1', 'gpu-2'].map((name) => composeAnswer(name, 'why').tokens);
    expect(one?.[0]).toBe('[gpu-1]');
    expect(one?.slice(1)).toEqual(two?.slice(1));
    expect(composeAnswer('gpu-1', 'why not').tokens).not.toEqual(one);
  });

  it('has one word in each token', () => {
    const { tokens, finish } = composeAnswer('gpu-1', 'a question');
    expect(countWords(tokens.join(''))).toBe(tokens.length);
    expect(tokens.join('')).toMatch(/^\[gpu-1\] [A-Z].*\.$/);
    expect(finish).toBe('stop');
  });

  it('stops at the limit without changing what comes before', () => {
    const full = composeAnswer('gpu-1', 'why');
    const short = composeAnswer('gpu-1', 'why', 4);
    expect(short).toEqual({ tokens: full.tokens.slice(0, 4), finish: 'length' });
    expect(composeAnswer('gpu-1', 'why', full.tokens.length).finish).toBe('stop');
  });

  it('can be of a fixed length', () => {
    expect(composeAnswer('gpu-1', 'why', undefined, 500).tokens).toHaveLength(500);
  });
});
