import { endpoint } from '../../../test/support/builders.js';
import type { Fleet } from '../../core/fleet.js';
import { FleetStore } from '../fleet-store.js';
import { aliasReason, AliasTable } from './alias-table.js';

const url = (name: string): string => `http://${name}:11434`;

/** A fleet with these lists, in this order. */
function fleetOf(lists: Record<string, readonly string[]>): FleetStore {
  const store = new FleetStore();
  store.replaceEndpoints(Object.keys(lists).map((name, index) => endpoint({ name, index })));
  for (const [name, models] of Object.entries(lists)) {
    store.setModels(
      url(name),
      models.map((model) => ({ name: model })),
    );
  }
  return store;
}

const byName = {
  holdersOf: ({ byModel }: Fleet, name: string) => byModel.get(name) ?? byModel.get(`${name}:latest`) ?? [],
};
const table = (aliases: Record<string, string[]>) => new AliasTable(aliases, byName);

/** Stages as `endpoint=name` texts. */
function stages(aliases: Record<string, string[]>, lists: Record<string, readonly string[]>, asked = 'virt') {
  return table(aliases)
    .resolve(asked, fleetOf(lists).fleet)
    ?.stages.map((names) => [...names].map(([at, name]) => `${new URL(at).hostname}=${name}`));
}

describe('AliasTable', () => {
  it('knows nothing of other names', () => {
    expect(stages({ virt: ['m'] }, { a: ['m'] }, 'm')).toBeUndefined();
    expect(stages({}, { a: ['m'] })).toBeUndefined();
    expect(stages({ virt: ['m'] }, { a: ['m'] }, 'constructor')).toBeUndefined();
  });

  it('takes every endpoint with a target, each under its own name, in configuration order', () => {
    expect(
      stages({ virt: ['real-b', 'real-a', 'real-d'] }, { a: ['real-a'], b: ['x', 'real-b'], c: ['zzz'] }),
    ).toEqual([['a=real-a', 'b=real-b']]);
  });

  it('takes the first target that an endpoint has', () => {
    expect(stages({ virt: ['two', 'one'] }, { a: ['one', 'two'] })).toEqual([['a=two']]);
  });

  it('finds nobody where no target is listed', () => {
    expect(stages({ virt: ['gone'] }, { a: ['m'] })).toEqual([]);
  });

  it('may list itself', () => {
    expect(stages({ virt: ['virt', 'real-b'] }, { a: ['virt'], b: ['real-b'] })).toEqual([
      ['a=virt', 'b=real-b'],
    ]);
  });

  it('takes a target that is an alias for a model of that name', () => {
    expect(stages({ virt: ['inner'], inner: ['real'] }, { a: ['real'] })).toEqual([]);
    expect(stages({ virt: ['inner'], inner: ['real'] }, { a: ['real', 'inner'] })).toEqual([['a=inner']]);
  });

  it('ignores letter case, and sends each endpoint its own spelling', () => {
    expect(stages({ 'GPT-Best': ['Real'] }, { a: ['real'], b: ['REAL'] }, 'gpt-best')).toEqual([
      ['a=real', 'b=REAL'],
    ]);
    expect(stages({ best: ['Real'] }, { a: ['real'] }, 'BEST')).toEqual([['a=real']]);
  });

  it('leaves the meaning of a name to the one who knows names', () => {
    expect(stages({ virt: ['llama3'] }, { a: ['llama3:latest'] })).toEqual([['a=llama3:latest']]);
  });

  it('takes the first model of a list that fits a pattern', () => {
    expect(
      stages(
        { virt: ['qwen*coder*'] },
        { a: ['qwen3', 'Qwen2.5-Coder:7b', 'qwen3-coder'], b: ['coder-qwen'] },
      ),
    ).toEqual([['a=Qwen2.5-Coder:7b']]);
  });

  it('takes an earlier name before a later pattern', () => {
    expect(stages({ virt: ['qwen3:8b', 'qwen*'] }, { a: ['qwen2', 'qwen3:8b'], b: ['qwen2'] })).toEqual([
      ['a=qwen3:8b', 'b=qwen2'],
    ]);
  });

  it('keeps the links of a chain apart, in their order', () => {
    const lists = { a: ['third', 'second'], b: ['first'], c: ['second'] };
    expect(stages({ virt: ['first -> second->third'] }, lists)).toEqual([
      ['b=first'],
      ['a=second', 'c=second'],
      ['a=third'],
    ]);
  });

  it('leaves out links that nobody has', () => {
    expect(stages({ virt: ['gone -> second'] }, { a: ['second'] })).toEqual([['a=second']]);
  });

  it('asks for what stands alone together with the first links of chains', () => {
    expect(
      stages({ virt: ['one', 'two -> three*'] }, { a: ['one', 'three-b'], b: ['two'], c: ['three'] }),
    ).toEqual([
      ['a=one', 'b=two'],
      ['a=three-b', 'c=three'],
    ]);
  });

  it('keeps what it found until the lists change', () => {
    const store = fleetOf({ a: ['qwen3'], b: [] });
    const aliases = table({ virt: ['qwen*'] });
    const found = aliases.resolve('virt', store.fleet);
    const check = { ...store.checkOf(url('a')), lastCheckedAt: 1 };
    store.report(url('a'), { status: 'offline', cause: 'probe', check });
    expect(aliases.resolve('VIRT', store.fleet)).toBe(found);
    store.setModels(url('b'), [{ name: 'qwen2' }]);
    expect([...aliases.resolve('virt', store.fleet)!.stages[0]!.values()]).toEqual(['qwen3', 'qwen2']);
  });

  it('names the aliases as they are configured', () => {
    expect([...table({ 'GPT-Best': ['m'], virt: ['m'] }).names()]).toEqual(['GPT-Best', 'virt']);
  });

  it('gives the reason in the original words', () => {
    const match = table({ Virt: ['m'] }).resolve('virt', fleetOf({ a: ['m'] }).fleet)!;
    expect(aliasReason(match, 2)).toBe('alias "Virt" resolved to 2 endpoint(s)');
  });
});
