import { Live } from '../../core/live.js';
import { endpoint } from '../../../test/support/builders.js';
import type { Model } from '../../core/model.js';
import { FleetStore } from '../fleet-store.js';
import type { Catalogue } from './catalogue.js';
import { CatalogueView } from './catalogue-view.js';
import { defaultModelRules } from './rules/index.js';

const model = (name: string, digest?: string): Model => ({ name, details: { ...(digest && { digest }) } });

function catalogueOf(lists: Readonly<Record<string, readonly Model[]>>): Catalogue {
  const store = new FleetStore();
  store.replaceEndpoints(Object.keys(lists).map((name, index) => endpoint({ name, index })));
  for (const [name, models] of Object.entries(lists)) store.setModels(`http://${name}:11434`, models);
  return new CatalogueView(new Live(defaultModelRules())).of(store.fleet);
}

const holders = (catalogue: Catalogue, name: string): string[] | undefined =>
  catalogue.equivalents(name)?.map(({ url, nativeName }) => `${new URL(url).hostname}=${nativeName}`);

describe('Catalogue.find', () => {
  const catalogue = catalogueOf({
    a: [model('Llama3:8B', 'd1'), model('X', 'd2'), model('org/Model-7b'), model('phi:latest')],
    b: [model('renamed', 'd1'), model('x', 'd3')],
  });

  it.each([
    ['Llama3:8B', 'Llama3:8B'],
    ['llama3:8b', 'Llama3:8B'],
    ['renamed', 'Llama3:8B'],
    ['RENAMED', 'Llama3:8B'],
    ['X', 'X'],
    ['x', 'x'],
    ['ORG/model-7B', 'org/Model-7b'],
    ['phi', 'phi:latest'],
    ['Phi', 'phi:latest'],
  ])('finds %s under the id %s', (name, id) => {
    expect(catalogue.find(name)?.id).toBe(id);
  });

  it.each(['', 'none', 'llama3', 'constructor', 'phi:other'])('does not find %j', (name) => {
    expect(catalogue.find(name)).toBeUndefined();
  });

  it('takes an id for the model that has it, whatever others are called', () => {
    const twins = catalogueOf({ a: [model('y', 'd1')], b: [model('y', 'd2')], c: [model('other', 'd2')] });
    expect(twins.find('y')!.sources.map(({ endpointName }) => endpointName)).toEqual(['a']);
    expect(twins.find('y-d2')!.sources.map(({ endpointName }) => endpointName)).toEqual(['b', 'c']);
    expect(twins.find('other')!.id).toBe('y-d2');
  });
});

describe('Catalogue.equivalents', () => {
  it('names everybody who has the same file, each with its own name for it', () => {
    const catalogue = catalogueOf({
      a: [model('llama3:8b', 'd1')],
      b: [model('mine', 'd1')],
      c: [model('z')],
    });
    expect(holders(catalogue, 'mine')).toEqual(['a=llama3:8b', 'b=mine']);
    expect(holders(catalogue, 'LLAMA3:8B')).toEqual(['a=llama3:8b', 'b=mine']);
    expect(holders(catalogue, 'z')).toEqual(['c=z']);
  });

  it('prefers the name that was asked for where an endpoint has several', () => {
    const catalogue = catalogueOf({ a: [model('llama3:8b', 'd1'), model('Mine', 'd1')], b: [model('mine')] });
    expect(holders(catalogue, 'mine')).toEqual(['a=Mine', 'b=mine']);
    expect(holders(catalogue, 'llama3:8b')).toEqual(['a=llama3:8b', 'b=mine']);
  });

  it('goes by the name where digests differ, and keeps the order of the configuration', () => {
    const catalogue = catalogueOf({
      a: [model('other', 'd2')],
      b: [model('x', 'd1')],
      c: [model('X', 'd2')],
    });
    expect(holders(catalogue, 'x')).toEqual(['a=other', 'b=x', 'c=X']);
  });

  it('takes a name without a tag for the latest', () => {
    const catalogue = catalogueOf({ a: [model('phi:latest', 'd1'), model('mine', 'd1')] });
    expect(holders(catalogue, 'phi')).toEqual(['a=phi:latest']);
  });

  it('says nothing of a name that nobody lists', () => {
    expect(catalogueOf({ a: [model('m')] }).equivalents('none')).toBeUndefined();
  });

  it('answers the second time from memory', () => {
    const catalogue = catalogueOf({ a: [model('m')] });
    expect(catalogue.equivalents('m')).toBe(catalogue.equivalents('M'));
  });
});
