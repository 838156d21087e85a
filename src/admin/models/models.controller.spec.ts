import { AdminRig } from '../../../test/support/admin-rig.js';
import { TextControl } from '../../../test/support/text-control.js';
import { ConfigSource, type DiscoveryConfig, LiveDiscoveryConfig } from '../../config/index.js';
import { Live } from '../../core/live.js';
import type { Model } from '../../core/model.js';
import {
  CatalogueSource,
  CatalogueView,
  defaultModelRules,
  EndpointSources,
  FleetStore,
  ModelDiscovery,
} from '../../registry/index.js';
import { FilterDryRun } from './filter-dry-run.js';
import { ModelList } from './model-list.js';
import { ModelsController } from './models.controller.js';
import { NameLookup } from './name-lookup.js';

const config = (over: object = {}): string =>
  JSON.stringify({
    discovery: {
      static: {
        endpoints: [
          { url: 'http://a:1', name: 'a', type: 'ollama', model_filter: { exclude: ['*embed*'] } },
          { url: 'http://b:2', name: 'b', type: 'ollama' },
        ],
      },
    },
    model_aliases: { Best: ['llama3:8b -> qwen*'] },
    ...over,
  });

describe('ModelsController', () => {
  const store = new FleetStore();
  const lists: Record<string, readonly string[] | Error> = {};
  let control: TextControl;
  let rig: AdminRig;

  const refreshed: (string | undefined)[] = [];
  const discovery: Pick<ModelDiscovery, 'look' | 'refresh'> = {
    look: (url) => {
      const list = lists[url] ?? [];
      return list instanceof Error ? Promise.reject(list) : Promise.resolve(asModels(list));
    },
    refresh: (url) => {
      refreshed.push(url);
      const report = { name: 'a', url: 'http://a:1', detected: '', models: 3, error: undefined };
      return Promise.resolve({ durationMs: 12.3, endpoints: [report] });
    },
  };
  const sources = { current: () => ({ endpoints: () => control.source.current.discovery.static.endpoints }) };

  beforeAll(async () => {
    control = new TextControl(config(), store);
    const live = control.source.live.map(({ discovery: section }): DiscoveryConfig => section);
    rig = await AdminRig.start({
      controllers: [ModelsController],
      providers: [
        { provide: FleetStore, useValue: store },
        { provide: ConfigSource, useValue: control.source },
        { provide: LiveDiscoveryConfig, useValue: live },
        { provide: ModelDiscovery, useValue: discovery },
        { provide: EndpointSources, useValue: sources },
        { provide: CatalogueSource, useValue: new CatalogueView(new Live(defaultModelRules())) },
      ],
      own: [ModelList, FilterDryRun, NameLookup],
    });
  });
  beforeEach(async () => {
    await control.apply(config(), { trigger: 'test' });
    for (const url of ['http://a:1', 'http://b:2']) {
      store.report(url, { status: 'healthy', cause: 'probe', check: store.checkOf(url) });
    }
    store.setModels('http://a:1', asModels(['llama3:8b', 'Phi']));
    store.setModels('http://b:2', asModels(['llama3:8b', 'qwen3:latest']));
  });
  afterAll(() => rig.stop());

  const post = (path: string, body: object) => rig.ask(`models/${path}`, { method: 'POST', body });
  const ids = (json: Record<string, unknown>): unknown[] =>
    (json['models'] as { id: string }[]).map(({ id }) => id);

  describe('lists', () => {
    it('every model with who has it', async () => {
      const { json } = await rig.ask('models');
      expect(json['total']).toBe(3);
      const models = json['models'] as { names: string[]; endpoints: object[] }[];
      const llama = models.find(({ names }) => names.includes('llama3:8b'))!;
      expect(llama.endpoints).toMatchObject([
        { endpoint: 'a', url: 'http://a:1', native_name: 'llama3:8b', status: 'healthy', draining: false },
        { endpoint: 'b', native_name: 'llama3:8b' },
      ]);
    });

    it('them by name and by endpoint, in parts', async () => {
      expect((await rig.ask('models?name=PHI')).json['total']).toBe(1);
      expect((await rig.ask('models?endpoint=b')).json['total']).toBe(2);
      const [first, rest] = [await rig.ask('models?limit=1'), await rig.ask('models?offset=1')];
      expect([...ids(first.json), ...ids(rest.json)]).toEqual(ids((await rig.ask('models')).json));
      expect((await rig.ask('models?endpoint=gone')).status).toBe(404);
      expect((await rig.ask('models?limit=0')).status).toBe(422);
    });

    it('them as they are listed where models are not unified', async () => {
      await control.apply(config({ model_registry: { enable_unifier: false } }), { trigger: 'test' });
      expect(ids((await rig.ask('models')).json)).toEqual(['llama3:8b', 'Phi', 'qwen3:latest']);
    });
  });

  describe('reads lists anew', () => {
    it('of one endpoint or of all', async () => {
      refreshed.splice(0);
      expect((await post('refresh', { endpoint: 'a' })).json).toEqual({
        duration_ms: 12,
        endpoints: [{ name: 'a', url: 'http://a:1', models: 3 }],
      });
      expect((await rig.ask('models/refresh', { method: 'POST' })).status).toBe(200);
      expect(refreshed).toEqual(['http://a:1', undefined]);
    });

    it('of nobody who is not there, and not when models are not discovered', async () => {
      expect((await post('refresh', { endpoint: 'gone' })).status).toBe(404);
      const off = { static: { endpoints: [] }, model_discovery: { enabled: false } };
      await control.apply(config({ discovery: off }), { trigger: 'test' });
      expect((await post('refresh', {})).status).toBe(409);
    });
  });

  describe('tries a filter out', () => {
    beforeEach(() => {
      lists['http://a:1'] = ['llama3:8b', 'nomic-embed', 'phi'];
      lists['http://b:2'] = ['qwen3', 'nomic-embed'];
    });
    const outcome = (json: Record<string, unknown>): unknown =>
      (json['endpoints'] as { name: string; kept: string[]; dropped: string[] }[]).map(
        ({ name, kept, dropped }) => [name, kept, dropped],
      );

    it('in place of the one of an endpoint', async () => {
      const { json } = await post('dry-run', { endpoint: 'a', filter: { include: ['*embed*', 'PHI'] } });
      expect(outcome(json)).toEqual([['a', ['nomic-embed', 'phi'], ['llama3:8b']]]);
    });

    it('in place of the one of all, while those of endpoints count', async () => {
      const { json } = await post('dry-run', { filter: { exclude: ['qwen*'] } });
      expect(outcome(json)).toEqual([
        ['a', ['llama3:8b', 'phi'], ['nomic-embed']],
        ['b', ['nomic-embed'], ['qwen3']],
      ]);
    });

    it('on what is known of an endpoint that does not answer', async () => {
      lists['http://b:2'] = new Error('gone');
      const { json } = await post('dry-run', { endpoint: 'b', filter: {} });
      expect(json['endpoints']).toMatchObject([
        { kept: ['llama3:8b', 'qwen3:latest'], error: expect.any(String) },
      ]);
    });

    it('unless it is none', async () => {
      const { status, json } = await post('dry-run', { filter: { include: ['a**'], exclude: [' '] } });
      expect(status).toBe(422);
      expect(json['errors']).toMatchObject([{ path: 'filter.include[0]' }, { path: 'filter.exclude[0]' }]);
      expect((await post('dry-run', {})).status).toBe(422);
      expect((await post('dry-run', { filter: {}, endpoint: 'gone' })).status).toBe(404);
    });
  });

  describe('says what a name stands for', () => {
    const stages = (json: Record<string, unknown>): unknown =>
      (json['stages'] as { endpoints: { endpoint: string; native_name: string }[] }[]).map(({ endpoints }) =>
        endpoints.map(({ endpoint, native_name }) => `${endpoint}=${native_name}`),
      );

    it('a model, its tag implied', async () => {
      const { json } = await post('resolve', { model: 'QWEN3' });
      expect([json['kind'], stages(json)]).toEqual(['model', [['b=qwen3:latest']]]);
    });

    it('an alias, stage by stage', async () => {
      const { json } = await post('resolve', { model: 'best' });
      expect([json['kind'], json['alias']]).toEqual(['alias', 'Best']);
      expect(stages(json)).toEqual([['a=llama3:8b', 'b=llama3:8b'], ['b=qwen3:latest']]);
    });

    it('an alias that is not configured yet', async () => {
      const { json } = await post('resolve', { model: 'new', targets: ['phi', 'qwen*'] });
      expect(stages(json)).toEqual([['a=Phi', 'b=qwen3:latest']]);
    });

    it('nothing', async () => {
      expect((await post('resolve', { model: '__proto__' })).json).toMatchObject({
        kind: 'unknown',
        stages: [],
      });
    });
  });
});

const asModels = (names: readonly string[]): Model[] => names.map((name) => ({ name }));
