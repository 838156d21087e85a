import { readFileSync } from 'node:fs';
import { state } from '../../../test/support/builders.js';
import type { LoadAnswer, LoadReader, LoadReading } from './load-reader.js';
import { LemonadeLoadReader } from './readers/lemonade.reader.js';
import { LlamaCppLoadReader } from './readers/llamacpp.reader.js';
import { LmDeployLoadReader } from './readers/lmdeploy.reader.js';
import { LmStudioLoadReader } from './readers/lm-studio.reader.js';
import { OllamaLoadReader } from './readers/ollama.reader.js';
import { OmlxLoadReader } from './readers/omlx.reader.js';
import { SglangLoadReader } from './readers/sglang.reader.js';
import { VllmMlxLoadReader } from './readers/vllm-mlx.reader.js';
import { VllmLoadReader } from './readers/vllm.reader.js';

type Page = string | LoadAnswer;

const READERS: Readonly<Record<string, LoadReader>> = {
  lemonade: new LemonadeLoadReader(),
  llamacpp: new LlamaCppLoadReader(),
  lmdeploy: new LmDeployLoadReader(),
  'lm-studio': new LmStudioLoadReader(),
  ollama: new OllamaLoadReader(),
  omlx: new OmlxLoadReader(),
  sglang: new SglangLoadReader(),
  vllm: new VllmLoadReader(),
  'vllm-mlx': new VllmMlxLoadReader(),
};
const NOT_THERE: LoadAnswer = { status: 404, body: '404 page not found' };

const fixture = (name: string): string => readFileSync(`test/fixtures/load-state/${name}`, 'utf8');
const disabled: LoadAnswer = { status: 501, body: fixture('llamacpp.not-supported.json') };
const loading: LoadAnswer = { status: 503, body: fixture('llamacpp.health-loading.json') };
const json = (value: unknown): string => JSON.stringify(value);
/** Props of a server that is too old to sleep. */
const { is_sleeping: _, ...olderProps } = JSON.parse(fixture('llamacpp.props.json')) as Record<
  string,
  unknown
>;

interface Asked {
  readonly reading: LoadReading | undefined;
  readonly paths: readonly string[];
}

/** What a reader makes of these pages; every other path is not there. */
async function read(
  kind: string,
  pages: Readonly<Record<string, Page>>,
  over: Parameters<typeof state>[0] = { models: [{ name: 'served' }] },
): Promise<Asked> {
  const paths: string[] = [];
  const get = (path: string): Promise<LoadAnswer> => {
    paths.push(path);
    const page = pages[path] ?? NOT_THERE;
    return Promise.resolve(typeof page === 'string' ? { status: 200, body: page } : page);
  };
  return { reading: await READERS[kind]!.read({ state: state(over), get }), paths };
}

const SERVED = [{ name: 'served', state: 'loaded' }];

describe('the load readers', () => {
  it.each<[string, Record<string, Page>, LoadReading]>([
    [
      'ollama',
      { '/api/ps': fixture('ollama.ps.json') },
      {
        source: '/api/ps',
        residents: [
          {
            name: 'llama3.2:3b',
            state: 'loaded',
            sizeBytes: 3_461_840_896,
            vramBytes: 3_461_840_896,
            expiresAt: Date.parse('2025-10-11T04:38:31.837Z'),
          },
        ],
      },
    ],
    ['ollama', { '/api/ps': '{"models":null}' }, { source: '/api/ps', residents: [] }],
    [
      'lm-studio',
      { '/api/v0/models': fixture('lm-studio.models.json') },
      { source: '/api/v0/models', residents: [{ name: 'qwen2.5-7b-instruct', state: 'loaded' }] },
    ],
    [
      'lm-studio',
      {
        '/api/v0/models': '{"error":"Unexpected endpoint or method. (GET /api/v0/models)"}',
        '/api/v1/models': fixture('lm-studio.models-v1.json'),
      },
      {
        source: '/api/v1/models',
        residents: [{ name: 'qwen/qwen3-8b', state: 'loaded', sizeBytes: 5_027_783_488 }],
        slots: 4,
      },
    ],
    [
      'llamacpp',
      { '/props': loading, '/health': loading },
      { source: '/props', unavailable: true, residents: [{ name: 'served', state: 'loading' }] },
    ],
    [
      'llamacpp',
      { '/props': json(olderProps), '/slots': fixture('llamacpp.slots.json') },
      { source: '/slots', slots: 4, running: 1, waiting: 0, residents: SERVED },
    ],
    [
      'llamacpp',
      { '/props': json(olderProps), '/slots': disabled, '/metrics': fixture('llamacpp.metrics.txt') },
      { source: '/metrics', slots: 4, running: 1, waiting: 0, residents: SERVED },
    ],
    [
      'llamacpp',
      { '/props': json(olderProps), '/slots': disabled, '/metrics': disabled },
      { source: '/props', slots: 4, residents: SERVED, seldom: true },
    ],
    [
      'llamacpp',
      { '/health': fixture('llamacpp.health.json') },
      { source: '/health', residents: SERVED, seldom: true },
    ],
    [
      'llamacpp',
      { '/props': '{"role":"router"}', '/models': fixture('llamacpp.router-models.json') },
      { source: '/models', residents: [{ name: 'ggml-org/gemma-3-4b-it-GGUF:Q4_K_M', state: 'loaded' }] },
    ],
    [
      'vllm',
      { '/metrics': fixture('vllm.metrics.txt') },
      { source: '/metrics', running: 3, waiting: 1, residents: SERVED },
    ],
    ['vllm', {}, { source: '/v1/models', residents: SERVED, seldom: true }],
    [
      'vllm-mlx',
      { '/health': fixture('vllm-mlx.health.json'), '/metrics': fixture('vllm.metrics.txt') },
      { source: '/metrics', running: 3, waiting: 1, residents: SERVED },
    ],
    [
      'vllm-mlx',
      { '/health': '{"model_loaded":false}' },
      { source: '/health', unavailable: true, residents: [{ name: 'served', state: 'loading' }] },
    ],
    [
      'sglang',
      { '/metrics': 'sglang:num_running_reqs{a="b"} 2\nsglang:num_queue_reqs 5\n' },
      { source: '/metrics', running: 2, waiting: 5, residents: SERVED },
    ],
    [
      'sglang',
      { '/get_model_info': fixture('sglang.model-info.json') },
      {
        source: '/get_model_info',
        residents: [...SERVED, { name: 'Qwen/Qwen2.5-VL-7B-Instruct', state: 'loaded' }] as never,
        seldom: true,
      },
    ],
    [
      'lemonade',
      { '/api/v1/health': fixture('lemonade.health.json') },
      { source: '/api/v1/health', residents: [{ name: 'Qwen2.5-0.5B-Instruct-CPU', state: 'loaded' }] },
    ],
    ['lemonade', { '/api/v1/health': '{"model_loaded":null}' }, { source: '/api/v1/health', residents: [] }],
    [
      'omlx',
      { '/v1/models/status': fixture('omlx.models-status.json') },
      {
        source: '/v1/models/status',
        residents: [{ name: 'Llama-3.2-3B-Instruct-4bit', state: 'loaded', sizeBytes: 1_807_343_616 }],
        freeMemoryBytes: 34_359_738_368 - 2_048_000_000,
      },
    ],
    [
      'lmdeploy',
      { '/is_sleeping': fixture('lmdeploy.is-sleeping.json') },
      { source: '/is_sleeping', residents: SERVED },
    ],
    [
      'lmdeploy',
      { '/is_sleeping': '{"is_sleeping":true}' },
      { source: '/is_sleeping', residents: [], unavailable: true },
    ],
  ] as [string, Record<string, Page>, LoadReading][])(
    'reads what %s tells (case %#)',
    async (kind, pages, expected) => {
      expect((await read(kind, pages)).reading).toEqual(expected);
    },
  );

  it.each(Object.keys(READERS))('hears nothing from a %s that answers something else', async (kind) => {
    const odd: Page[] = ['', 'ok', '{}', '[]', 'null', '{"models":7,"data":{},"is_sleeping":"no"}'];
    for (const page of odd) {
      const everywhere = new Proxy<Record<string, Page>>({}, { get: () => page });
      expect((await read(kind, everywhere, { models: [] })).reading).toBeUndefined();
    }
    expect((await read(kind, {}, { models: [] })).reading).toBeUndefined();
  });

  it.each([
    ['ollama', '/api/ps', '{"models":[7,{"name":""},{"name":"a","size":"big","expires_at":"soon"}]}'],
    ['lm-studio', '/api/v0/models', '{"data":[null,{"id":"a","state":"loaded"},{"id":7,"state":"loaded"}]}'],
    ['lemonade', '/api/v1/health', '{"all_models_loaded":[{"model_name":"a"},{"model_name":[]},"b"]}'],
    ['omlx', '/v1/models/status', '{"models":[{"id":"a","loaded":true},{"id":{},"loaded":true},[]]}'],
  ])('leaves out of the list of %s what is of no use', async (kind, path, page) => {
    const { reading } = await read(kind, { [path]: page });
    expect(reading?.residents).toEqual([{ name: 'a', state: 'loaded' }]);
  });

  it('calls models of LM Studio and oMLX loading that say so', async () => {
    const states = await read('lm-studio', { '/api/v0/models': '{"data":[{"id":"a","state":"loading"}]}' });
    const omlx = await read('omlx', { '/v1/models/status': '{"models":[{"id":"a","is_loading":true}]}' });
    for (const { reading } of [states, omlx]) {
      expect(reading?.residents).toEqual([{ name: 'a', state: 'loading' }]);
    }
  });

  it('takes a list without states for no word of LM Studio', async () => {
    const page = fixture('lm-studio.models-openai.json');
    expect((await read('lm-studio', { '/api/v0/models': page })).reading).toBeUndefined();
  });
});

describe('LlamaCppLoadReader', () => {
  const props = fixture('llamacpp.props.json');
  const pages = { '/props': props, '/slots': fixture('llamacpp.slots.json') };

  it('does not keep a server awake that may go to sleep', async () => {
    const { reading, paths } = await read('llamacpp', pages);
    expect(reading).toEqual({ source: '/props', slots: 4, residents: SERVED });
    expect(paths).toEqual(['/props']);
  });

  it('counts its slots while requests keep it awake', async () => {
    const { reading } = await read('llamacpp', pages, { models: [{ name: 'served' }], inFlight: 1 });
    expect(reading).toMatchObject({ source: '/slots', slots: 4, running: 1, waiting: 0 });
  });

  it('does not wake a server that sleeps, whose model is not in memory then', async () => {
    const asleep = json({ ...olderProps, is_sleeping: true });
    const { reading, paths } = await read('llamacpp', { ...pages, '/props': asleep }, { inFlight: 1 });
    expect(reading).toEqual({ source: '/props', slots: 4, residents: [] });
    expect(paths).toEqual(['/props']);
  });

  it('asks how many wait only when every slot is taken', async () => {
    const full = json([{ is_processing: true }, { is_processing: true }]);
    const metrics = 'llamacpp:requests_processing 2\nllamacpp:requests_deferred 3\n';
    const known = await read('llamacpp', { '/props': json(olderProps), '/slots': full, '/metrics': metrics });
    expect(known.reading).toMatchObject({ source: '/slots, /metrics', running: 2, waiting: 3, slots: 2 });
    const unknown = await read('llamacpp', {
      '/props': json(olderProps),
      '/slots': full,
      '/metrics': disabled,
    });
    expect(unknown.reading).toEqual({ source: '/slots', running: 2, slots: 2, residents: SERVED });
  });
});
