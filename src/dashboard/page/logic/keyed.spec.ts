import { keyed } from './keyed.js';

const keysOf = (...ids: string[]): string[] => keyed(ids.map((id) => ({ id }))).map(({ key }) => key);

describe('the keys of a list', () => {
  it('are different when ids are not', () => {
    expect(new Set(keysOf('a', 'b', 'a', 'a')).size).toBe(4);
  });

  it('stay what they were when something newer comes', () => {
    expect(keysOf('a', 'b', 'a', 'b').slice(1)).toEqual(keysOf('b', 'a', 'b'));
  });

  it('keep the order of the list', () => {
    expect(
      keyed([
        { id: 'a', n: 1 },
        { id: 'a', n: 2 },
      ]).map(({ item }) => item.n),
    ).toEqual([1, 2]);
  });
});
