import type { EndpointState } from '../core/endpoint.js';
import type { Fleet } from '../core/fleet.js';
import { Load } from '../core/load.js';
import type { Model, ModelDetails } from '../core/model.js';
import type { Catalogue, UnifiedModel } from '../registry/index.js';
import { state } from '../../test/support/builders.js';
import { baseId } from './endpoint-id.js';
import { etagOf } from './etag.js';
import { modelsReport, type ModelsReport, type ReportedModel } from './models-report.js';

const NOW = Date.parse('2026-05-01T10:00:00.000Z');

/** An endpoint that listed these models two minutes ago. */
function on(
  name: string,
  models: readonly Model[],
  over: { seenAt?: number; url?: string } = {},
): EndpointState {
  const load = new Load();
  load.modelsSeenAt = over.seenAt ?? NOW - 120_000;
  return state({ name, endpoint: { url: over.url ?? `http://${name}:11434` }, models, load });
}

const fleetOf = (endpoints: readonly EndpointState[]): Fleet => ({ endpoints }) as unknown as Fleet;
const unified = (id: string, ...aliases: string[]): UnifiedModel =>
  ({ id, aliases: aliases.map((name) => ({ name, source: 'ollama' })) }) as unknown as UnifiedModel;
const catalogueOf = (models: readonly UnifiedModel[]): Catalogue => ({ models }) as unknown as Catalogue;

function report(
  endpoints: readonly EndpointState[],
  models: readonly UnifiedModel[] = [],
  grouped = false,
): ModelsReport {
  return modelsReport({ fleet: fleetOf(endpoints), catalogue: catalogueOf(models), now: NOW }, grouped);
}

const only = (endpoints: readonly EndpointState[], models?: readonly UnifiedModel[]): ReportedModel =>
  report(endpoints, models).recent_models[0]!;
const withDetails = (details: ModelDetails): Model => ({ name: 'm', details });

const LLAMA: Model = {
  name: 'llama3.2:3b',
  sizeBytes: 2_019_393_189,
  details: { family: 'llama', parameter_size: '3.2B', quantization_level: 'Q4_K_M', type: 'llm' },
};

describe('modelsReport', () => {
  it('tells of each model what is known', () => {
    const told = report(
      [on('gpu-a', [LLAMA, { name: 'my-tune', sizeBytes: 900 }])],
      [unified('llama3.2:3b', 'llama3.2:3b', 'llama/3.2')],
    );
    expect(told).toEqual({
      timestamp: '2026-05-01T10:00:00.000Z',
      total_models: 2,
      total_families: 2,
      total_endpoints: 1,
      models_by_family: { llama: ['llama3.2:3b'], unknown: ['my-tune'] },
      recent_models: [
        {
          name: 'llama3.2:3b',
          type: 'llm',
          family: 'llama',
          size: '1.88 GB',
          params: '3.2B',
          quant: 'Q4_K_M',
          last_seen: '2m ago',
          last_seen_at: '2026-05-01T09:58:00.000Z',
          endpoints: ['gpu-a'],
          endpoint_ids: [baseId('http://gpu-a:11434')],
          aliases: ['llama/3.2'],
          capabilities: ['text_generation', 'chat'],
        },
        {
          name: 'my-tune',
          size: '900 B',
          last_seen: '2m ago',
          last_seen_at: '2026-05-01T09:58:00.000Z',
          endpoints: ['gpu-a'],
          endpoint_ids: [baseId('http://gpu-a:11434')],
        },
      ],
    });
  });

  it('has empty lists for an empty fleet', () => {
    expect(report([])).toMatchObject({
      total_models: 0,
      total_families: 0,
      models_by_family: {},
      recent_models: [],
    });
  });

  it('counts only endpoints that list something, and names that differ', () => {
    const told = report([
      on('a', [{ name: 'm' }, { name: 'M' }, { name: 'm' }]),
      on('b', [{ name: 'm' }]),
      on('c', []),
    ]);
    expect(told).toMatchObject({ total_models: 2, total_endpoints: 2 });
  });

  it('shows ten models at most, the latest seen first, then by name', () => {
    const old = Array.from({ length: 11 }, (_, i): Model => ({ name: `m${String(i).padStart(2, '0')}` }));
    const told = report([on('a', old.reverse()), on('b', [{ name: 'z' }], { seenAt: NOW })]);
    expect(told.recent_models.map(({ name }) => name)).toEqual([
      'z',
      ...Array.from({ length: 9 }, (_, i) => `m0${i}`),
    ]);
    expect(told.models_by_family['unknown']).toHaveLength(12);
  });

  it('takes each fact from the first endpoint in order of URL that has it, and the latest sight', () => {
    const model = only([
      on('a', [withDetails({ family: 'late', parameter_size: '8B' })], {
        url: 'http://z:1',
        seenAt: NOW - 1_000,
      }),
      on('b', [withDetails({ family: 'early', quantization_level: 'bf16' })], { url: 'http://c:1' }),
    ]);
    expect(model).toMatchObject({ family: 'early', params: '8B', quant: 'bf16', last_seen: '1s ago' });
  });

  it('pairs names and ids, also of endpoints that share a name', () => {
    const model = only([
      on('b', [{ name: 'm' }]),
      on('a', [{ name: 'm' }], { url: 'http://one:1' }),
      on('a', [{ name: 'm' }], { url: 'http://two:1' }),
      on('', [{ name: 'm' }], { url: 'http://u:pw@nameless:1/?k=v' }),
    ]);
    expect(model.endpoints).toEqual(['a', 'a', 'b', 'http://nameless:1/']);
    expect(model.endpoint_ids).toEqual([
      ...[baseId('http://one:1'), baseId('http://two:1')].sort(),
      baseId('http://b:11434'),
      baseId('http://nameless:1/'),
    ]);
  });

  it.each<[ModelDetails, readonly string[] | undefined]>([
    [{ type: 'vlm' }, ['vision', 'multimodal']],
    [{ type: 'embeddings' }, ['embeddings', 'vector_search']],
    [{ type: 'llm', max_context_length: 131_072 }, ['text_generation', 'chat', 'long_context']],
    [{ type: 'llm', max_context_length: 100_000 }, ['text_generation', 'chat']],
    [{ quantization_level: 'x-fp16' }, ['high_precision']],
    [{ quantization_level: 'FP16' }, undefined],
  ])('%j can do %j', (details, capabilities) => {
    expect(only([on('a', [withDetails(details)])]).capabilities).toEqual(capabilities);
  });

  it('gathers the names of every model that shares one', () => {
    const models = [unified('x', 'm', 'x'), unified('y', 'm', 'y'), unified('alone', 'alone')];
    const told = report([on('a', [{ name: 'm' }, { name: 'x' }, { name: 'alone' }])], models);
    const aliases = Object.fromEntries(told.recent_models.map((model) => [model.name, model.aliases]));
    expect(aliases).toEqual({ m: ['x', 'y'], x: ['m'], alone: undefined });
  });

  it('has no aliases while nothing is unified', () => {
    const told = modelsReport({ fleet: fleetOf([on('a', [LLAMA])]), catalogue: undefined, now: NOW }, false);
    expect(told.recent_models[0]).not.toHaveProperty('aliases');
  });

  it('groups by family when asked, the unknown last', () => {
    const family = (name: string, of: string): Model => ({ name, details: { family: of } });
    const told = report(
      [on('b', [family('q', 'zeta'), { name: 'odd' }]), on('a', [family('c', 'zeta'), family('p', 'phi')])],
      [],
      true,
    );
    expect(told.model_groups!.map(({ models, ...rest }) => [rest, models.map(({ name }) => name)])).toEqual([
      [{ family: 'phi', endpoints: ['a'], model_count: 1 }, ['p']],
      [{ family: 'zeta', endpoints: ['a', 'b'], model_count: 2 }, ['c', 'q']],
      [{ family: 'unknown', endpoints: ['b'], model_count: 1 }, ['odd']],
    ]);
  });

  it('keeps its tag while only the clock moves', () => {
    const fleet = fleetOf([on('a', [LLAMA])]);
    const at = (now: number): string => etagOf(modelsReport({ fleet, catalogue: undefined, now }, false));
    expect(at(NOW + 60_000)).toBe(at(NOW));
  });

  it('takes a model of which nobody knows since when for never seen', () => {
    const model = only([state({ name: 'a', models: [{ name: 'm' }] })]);
    expect(model.last_seen).toBe('never');
    expect(model).not.toHaveProperty('last_seen_at');
  });
});
