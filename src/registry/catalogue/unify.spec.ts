import { readFileSync } from 'node:fs';
import { state } from '../../../test/support/builders.js';
import type { EndpointState } from '../../core/endpoint.js';
import type { Model, ModelDetails } from '../../core/model.js';
import { ModelReader } from './facts/index.js';
import { defaultModelRules } from './rules/index.js';
import { unify } from './unify.js';
import type { UnifiedModel } from './unified-model.js';

const rules = defaultModelRules();
const merge = (...endpoints: readonly EndpointState[]): readonly UnifiedModel[] =>
  unify(endpoints, new ModelReader(rules));

function on(name: string, models: readonly Model[], profile = 'ollama', modelsUpdatedAt = 0): EndpointState {
  return state({ name, endpoint: { profile }, models, modelsUpdatedAt });
}

const model = (name: string, digest = '', details: ModelDetails = {}, sizeBytes = 0): Model => ({
  name,
  sizeBytes,
  details: { ...(digest && { digest }), ...details },
});

/** Id, names, and where it lies in which state. */
const brief = (models: readonly UnifiedModel[]): unknown[] =>
  models.map(({ id, aliases, sources }) => [
    id,
    aliases.map(({ name }) => name),
    sources.map((source) => `${source.endpointName}:${source.state}`),
  ]);

interface Discovered {
  readonly type: string;
  readonly models: readonly Model[];
  readonly unified: readonly Readonly<Record<string, unknown>>[];
}
const discovered = JSON.parse(
  readFileSync('test/fixtures/catalogue/discovered.json', 'utf8'),
) as readonly Discovered[];

describe('unify', () => {
  it.each(discovered)('makes the list of $type a catalogue', ({ type, models, unified }) => {
    const found = merge(on('e1', models, type)).map((one) => ({
      id: one.id,
      family: one.family,
      variant: one.variant,
      parameterSize: one.parameterSize,
      quantization: one.quantization,
      state: one.sources[0]!.state,
      ...(one.maxContextLength !== undefined && { maxContextLength: one.maxContextLength }),
      capabilities: one.capabilities,
    }));
    const byId = (a: { id?: unknown }, b: { id?: unknown }): number => (String(a.id) < String(b.id) ? -1 : 1);
    expect(found).toEqual([...unified].sort(byId));
  });

  it('makes one model of one digest, whatever the names', () => {
    expect(brief(merge(on('a', [model('llama3:8b', 'd1')]), on('b', [model('renamed', 'd1')])))).toEqual([
      ['llama3:8b', ['llama3:8b', 'renamed'], ['a:unknown', 'b:unknown']],
    ]);
  });

  it('makes one model of one name when there is no digest, or on one side only', () => {
    const once = [['m', ['m'], ['a:unknown', 'b:unknown']]];
    expect(brief(merge(on('a', [model('m')]), on('b', [model('m')])))).toEqual(once);
    expect(brief(merge(on('a', [model('m', 'd1')]), on('b', [model('m')])))).toEqual(once);
    expect(brief(merge(on('a', [model('m')]), on('b', [model('m', 'd1')])))).toEqual(once);
  });

  it('knows a model by a digest that it got from a later record', () => {
    const [one, ...others] = merge(
      on('a', [model('m')]),
      on('b', [model('m', 'd1')]),
      on('c', [model('n', 'd1')]),
    );
    expect([one!.sources.length, others.length]).toEqual([3, 0]);
    expect(one!.metadata['digest']).toBe('d1');
  });

  it('takes names that differ in case for one, and the first spelling for its id', () => {
    expect(brief(merge(on('a', [model('Llama3:8B')]), on('b', [model('llama3:8b')])))).toEqual([
      ['Llama3:8B', ['Llama3:8B', 'llama3:8b'], ['a:unknown', 'b:unknown']],
    ]);
    expect(brief(merge(on('a', [model('Llama3:8B'), model('llama3:8b')])))).toEqual([
      ['Llama3:8B', ['Llama3:8B', 'llama3:8b'], ['a:unknown']],
    ]);
  });

  it('finds a model by another of its names', () => {
    const models = merge(
      on('a', [model('llama3:8b', 'd1')]),
      on('b', [model('renamed', 'd1')]),
      on('c', [model('RENAMED')]),
    );
    expect(models).toHaveLength(1);
  });

  it('keeps models of one name apart when their digests differ', () => {
    const models = merge(
      on('a', [model('m', 'aaaaaaaa00000001')]),
      on('b', [model('m', 'bbbbbbbb00000002')]),
    );
    expect(brief(models)).toEqual([
      ['m', ['m'], ['a:unknown']],
      ['m-00000002', ['m'], ['b:unknown']],
    ]);
  });

  it('leaves the plain id to the newest file of a name', () => {
    const older = { modified_at: '2026-01-01T00:00:00.000Z' };
    const newer = { modified_at: '2026-02-01T00:00:00.000Z' };
    const models = merge(on('a', [model('m', 'old', older)]), on('b', [model('m', 'new', newer)]));
    expect(brief(models)).toEqual([
      ['m', ['m'], ['b:unknown']],
      ['m-old', ['m'], ['a:unknown']],
    ]);
  });

  it('gives no id twice, even when digests end alike or a model has such a name', () => {
    const models = merge(
      on('a', [model('m', '1-12345678'), model('m-12345678', '4')]),
      on('b', [model('m', '2-12345678')]),
      on('c', [model('m', '3-12345678'), model('m-3-12345678', '5')]),
    );
    expect(models.map(({ id }) => id)).toEqual([
      'm',
      'm-12345678',
      'm-2-12345678',
      'm-3-12345678',
      'm-3-12345678+',
    ]);
  });

  it('lists a second name of one digest on one endpoint as a name, not as a second place', () => {
    const [one, ...others] = merge(
      on('a', [model('llama3:8b', 'd1', {}, 1_000), model('mine', 'd1', {}, 1_000)]),
    );
    expect(others).toEqual([]);
    expect(brief([one!])).toEqual([['llama3:8b', ['llama3:8b', 'mine'], ['a:available']]]);
    expect([one!.sources[0]!.nativeName, one!.diskSizeBytes]).toEqual(['llama3:8b', 1_000]);
  });

  it('keeps a name for every kind of server that uses it', () => {
    const [one] = merge(
      on('a', [model('m')], 'ollama'),
      on('b', [model('m')], 'lm-studio'),
      on('c', [model('m')], 'ollama'),
    );
    expect(one!.aliases).toEqual([
      { name: 'm', source: 'ollama' },
      { name: 'm', source: 'lmstudio' },
    ]);
    expect(one!.metadata).toMatchObject({ platform: 'ollama', platforms: ['ollama', 'lmstudio'] });
  });

  it('judges an endpoint whose kind is unknown by the format of its models', () => {
    const models = merge(on('a', [model('x', '', { format: 'gguf' }), model('y')], 'auto'));
    expect(models.map(({ aliases }) => aliases[0]!.source)).toEqual(['ollama', 'openai']);
  });

  it('fills in what the first record did not tell, and changes nothing else', () => {
    const [one] = merge(
      on('a', [model('m', '', { family: 'first', parameter_size: '8B' })]),
      on('b', [
        model('m', '', {
          family: 'second',
          parameter_size: '9B',
          quantization_level: 'Q4_0',
          format: 'gguf',
          max_context_length: 8_192,
        }),
      ]),
    );
    expect(one).toMatchObject({
      family: 'first',
      parameterSize: '8b',
      parameterCount: 8e9,
      quantization: 'q4',
      format: 'gguf',
      maxContextLength: 8_192,
      capabilities: ['text-generation'],
    });
  });

  it('unites what the records say that it can do', () => {
    const [one] = merge(
      on('a', [model('m', '', { capabilities: ['tools'] })]),
      on('b', [model('m', '', { type: 'embeddings' })]),
    );
    expect(one!.capabilities).toEqual([
      'embeddings',
      'similarity',
      'text-generation',
      'tools',
      'vector-search',
    ]);
  });

  it('adds up the sizes of all places', () => {
    const [one] = merge(on('a', [model('m', '', {}, 1_000)]), on('b', [model('m', '', {}, 500)]));
    expect(one!.diskSizeBytes).toBe(1_500);
  });

  it('shows the size on disk for a number of parameters that nobody tells, unless told not to', () => {
    const endpoints = [on('a', [model('m', '', {}, 1_000)]), on('b', [model('m', '', {}, 900)])];
    expect(merge(...endpoints)[0]!.parameterCount).toBe(1_000);
    const [exact] = unify(endpoints, new ModelReader(rules), { exactParameterCount: true });
    expect(exact!.parameterCount).toBe(0);
    expect(merge(on('a', [model('m', '', { parameter_size: '8B' }, 5)]))[0]!.parameterCount).toBe(8e9);
  });

  it('believes the newest listing', () => {
    const tells = (description: string): Model => ({ ...model('m'), description });
    const [one] = merge(on('a', [tells('newest')], 'ollama', 30), on('b', [tells('old')], 'ollama', 10));
    expect(one!.metadata['description']).toBe('newest');
    const [level] = merge(on('a', [tells('first')]), on('b', [tells('last')]));
    expect(level!.metadata['description']).toBe('last');
  });

  it('says how much of what tells models apart is known', () => {
    const confidence = (one: Model): unknown => merge(on('a', [one]))[0]!.metadata['metadata_confidence'];
    expect(confidence(model('zzz'))).toBe(0);
    expect(confidence(model('zzz', 'd1'))).toBe(0.2);
    const all = { parameter_size: '8B', quantization_level: 'Q4_0', family: 'f', max_context_length: 9 };
    expect(confidence(model('zzz', 'd1', all))).toBe(1);
  });

  it('follows the lists: what is dropped is gone, what moves goes along, the rest stays', () => {
    const both = [on('a', [model('x'), model('y')]), on('b', [model('x')])];
    const names = (...endpoints: readonly EndpointState[]): unknown[] =>
      merge(...endpoints).map(({ id, sources }) => [
        id,
        sources.map(({ endpointName }) => endpointName).join(),
      ]);
    expect(names(...both)).toEqual([['x', 'a,b'], ['y', 'a']]); // prettier-ignore
    expect(names(on('a', [model('y')]), both[1]!)).toEqual([['x', 'b'], ['y', 'a']]); // prettier-ignore
    expect(names(on('a', []), on('b', [model('x'), model('y')]))).toEqual([['x', 'b'], ['y', 'b']]); // prettier-ignore
    expect(names(on('a', []), on('b', []))).toEqual([]);
  });

  it('sorts by id, by code units', () => {
    const models = merge(
      on(
        'a',
        ['zeta', 'Beta', 'alpha', 'ünï', 'a/b'].map((name) => model(name)),
      ),
    );
    expect(models.map(({ id }) => id)).toEqual(['Beta', 'a/b', 'alpha', 'zeta', 'ünï']);
  });

  it('freezes what it hands out', () => {
    const models = merge(on('a', [model('m')]));
    const [one] = models;
    for (const part of [models, one, one!.aliases, one!.aliases[0], one!.sources, one!.sources[0]]) {
      expect(Object.isFrozen(part)).toBe(true);
    }
    expect(Object.isFrozen(one!.capabilities) && Object.isFrozen(one!.metadata)).toBe(true);
  });
});
