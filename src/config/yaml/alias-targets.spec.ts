import { parsed } from '../testing.js';
import { YamlDocument } from './yaml-document.js';

const messages = (text: string): string[] => new YamlDocument(text).problems.map(({ message }) => message);

describe('AliasTargets', () => {
  it('takes the anchor that was set last', () => {
    const headers = (text: string): unknown =>
      parsed(`discovery: {static: {endpoints: [{url: 'http://a:1', name: a, headers: ${text}}]}}`).config
        .discovery.static.endpoints[0]!.headers;
    expect(headers('{X-A: &x one, X-B: *x, X-C: &x two, X-D: *x}')).toEqual({
      'X-A': 'one',
      'X-B': 'one',
      'X-C': 'two',
      'X-D': 'two',
    });
  });

  it('refuses one that stands for nothing', () => {
    expect(messages('a: *nothing')).toEqual(["unknown anchor 'nothing' referenced"]);
  });

  it('ends in what it stands for', () => {
    expect([messages('a: &a [*a]'), messages('a: &a {b: [{<<: *a}]}')]).toEqual([[], []]);
    expect(() => parsed('model_aliases: {x: &x [*x]}')).toThrow('model_aliases');
  });

  it('refuses aliases that multiply', () => {
    const bomb = Array.from({ length: 9 }, (_, i) => `a${i}: &a${i} [${`*a${i - 1}, `.repeat(9)}]`).slice(1);
    expect(messages(`a0: &a0 x\n${bomb.join('\n')}`)).toEqual([
      'aliases make more than 1000000 values of it',
    ]);
  });

  it('follows a hundred thousand aliases at once', () => {
    const began = performance.now();
    expect(messages(`a: &a x\nb: [${'*a, '.repeat(100_000)}]`)).toEqual([]);
    expect(performance.now() - began).toBeLessThan(5_000);
  });
});
