import { interpolate } from './interpolation.js';

const env = { A: 'a', B: 'b', EMPTY: '', LOOP: '${A}' };

describe('interpolate', () => {
  it.each([
    ['plain', 'plain'],
    ['', ''],
    ['Bearer ${A}', 'Bearer a'],
    ['${A}${B}', 'ab'],
    ['x-${A}-${B}-y', 'x-a-b-y'],
    ['$A', '$A'],
    ['${}', '${}'],
    ['${A', '${A'],
    ['${MISSING:-d}', 'd'],
    ['${MISSING:-}', ''],
    ['${EMPTY:-d}', 'd'],
    ['${EMPTY}', ''],
    ['${A:-d}', 'a'],
    ['${MISSING:-x:-y}', 'x:-y'],
    ['${LOOP}', '${A}'],
    ['$${A}', '${A}'],
    ['$${A} ${A}', '${A} a'],
  ])('makes %j of %j', (text, expected) => {
    expect(interpolate(text, env)).toEqual({ text: expected, missing: [] });
  });

  it('names every variable that is not set', () => {
    expect(interpolate('${X}-${A}-${Y}', env)).toEqual({ text: '-a-', missing: ['X', 'Y'] });
  });

  it('nests nothing', () => {
    expect(interpolate('${${A}}', env)).toEqual({ text: '}', missing: ['A'] });
  });
});
