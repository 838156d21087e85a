import { state } from '../../test/support/builders.js';
import type { EndpointState } from '../core/endpoint.js';
import { ModelIndex } from './model-index.js';

const listing = (name: string, index: number, ...models: string[]): EndpointState =>
  state({
    endpoint: { name, url: `http://${name}`, index },
    models: models.map((model) => ({ name: model })),
  });

const holders = (index: ModelIndex, name: string): string =>
  (index.get(name) ?? []).map((holder) => `${holder.url.slice(7)}:${holder.nativeName}`).join(' ');

describe('ModelIndex', () => {
  it('finds the holders of a model without regard to case, in the order of the configuration', () => {
    const index = ModelIndex.of([listing('a', 0, 'Llama3', 'x'), listing('b', 1, 'llama3')]);
    expect(holders(index, 'llama3')).toBe('a:Llama3 b:llama3');
    expect([index.size, index.has('x'), index.has('y')]).toEqual([2, true, false]);
  });

  it('counts several spellings on one endpoint once, the first one listed', () => {
    expect(holders(ModelIndex.of([listing('a', 0, 'M', 'm')]), 'm')).toBe('a:M');
  });

  it('leaves the index as it was when it makes a changed one', () => {
    const before = listing('a', 0, 'x', 'y');
    const index = ModelIndex.of([before, listing('b', 1, 'y')]);
    const after = index.with(before, listing('a', 0, 'y', 'z'), () => 0);
    expect([holders(index, 'x'), holders(index, 'z')]).toEqual(['a:x', '']);
    expect([holders(after, 'x'), holders(after, 'z'), after.size]).toEqual(['', 'a:z', 2]);
  });

  it('is after any run of changes what it would have been from the start', () => {
    const fleet = Array.from({ length: 12 }, (_, at) => listing(`e${at}`, at));
    let index = ModelIndex.of(fleet);
    const ranks = new Map(fleet.map(({ endpoint: { url } }, at) => [url, at]));
    for (let step = 0; step < 400; step++) {
      const at = (step * 7) % fleet.length;
      const names = Array.from({ length: step % 9 }, (_, n) => `m${(step * 13 + n * 5) % 40}`);
      const after = listing(`e${at}`, at, ...names);
      index = index.with(fleet[at]!, after, (url) => ranks.get(url)!);
      fleet[at] = after;
    }
    const afresh = ModelIndex.of(fleet);
    expect(index.size).toBe(afresh.size);
    for (let n = 0; n < 40; n++) expect(holders(index, `m${n}`)).toBe(holders(afresh, `m${n}`));
  });
});
