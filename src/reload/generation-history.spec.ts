import { GenerationHistory } from './generation-history.js';

describe('GenerationHistory', () => {
  it('numbers generations from 1 and puts the newest first', () => {
    const history = new GenerationHistory();
    history.add('a', 'start', []);
    history.add('b', 'signal', []);
    expect(history.generations.map(({ number, trigger }) => [number, trigger])).toEqual([
      [2, 'signal'],
      [1, 'start'],
    ]);
    expect(history.current.number).toBe(2);
    expect(history.textOf(1)).toBe('a');
  });

  it('gives every generation another tag, also where the text is one that was in force before', () => {
    const history = new GenerationHistory();
    const tags = ['a', 'b', 'a'].map((text) => history.add(text, 'signal', []).etag);
    expect(new Set(tags).size).toBe(3);
  });

  it('remembers twenty', () => {
    const history = new GenerationHistory();
    for (let i = 1; i <= 25; i++) history.add(`text ${i}`, 'watch', []);
    expect(history.generations).toHaveLength(20);
    expect(history.textOf(5)).toBeUndefined();
    expect(history.textOf(6)).toBe('text 6');
  });
});
