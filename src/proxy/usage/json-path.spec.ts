import { compilePath, valueAt } from './json-path.js';

const at = (text: string, root: unknown): unknown => {
  const path = compilePath(text);
  return path && valueAt(root, path);
};

describe('a path', () => {
  const root = { a: { b: [{ c: 1 }, { 'd.e': 2 }] }, 'x y': 3, n: null };

  it.each([
    ['$.a.b[0].c', 1],
    ['a.b.0.c', 1],
    ["$.a['b'][1]['d.e']", 2],
    ['$["x y"]', 3],
    ['$.x y', 3],
    ['$.n', null],
    ['$.a.b[2].c', undefined],
    ['$.n.m', undefined],
    ['$.a.constructor', undefined],
    ['$.a.b.length.x', undefined],
  ])('%s leads to %j', (path, expected) => expect(at(path, root)).toEqual(expected));

  it.each(['', '$', '$.', '$..a', '$.a[', '$.a[x]', '$.a]', "$['a", '$[*]'])('%j finds nothing', (path) =>
    expect(compilePath(path)).toBeUndefined(),
  );
});
