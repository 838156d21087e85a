import type { EndpointState } from '../../core/endpoint.js';
import { BadRequestError } from '../../core/client-errors.js';
import type { Fleet } from '../../core/fleet.js';
import { Load } from '../../core/load.js';
import { NotSupportedError, UnknownModelError } from '../../core/surface-errors.js';
import type { OwnSurface, WholeAnswer } from '../../core/surface.js';
import { state } from '../../../test/support/builders.js';
import type { UnifiedModel } from '../catalogue/unified-model.js';
import { ProfileCatalogue } from '../profiles/index.js';
import { SurfaceTable } from '../surface-table.js';
import type { OllamaFacade } from './gathering/ollama-facade.js';
import { type ListingParts, ListingService } from './listing.service.js';
import { converters, FixedCatalogue, fleetOf, modelOn } from './listings.sketch.js';

const NOW = Date.parse('2026-05-01T10:00:00.500Z');
const profiles = new ProfileCatalogue();
const table = new SurfaceTable(profiles);
const NO_ALIASES = {};
const ON = { query: '', ifNoneMatch: undefined };

/** An endpoint in the fleet, listing these models as the program would find them. */
function on(
  name: string,
  models: readonly string[],
  over: Partial<Omit<EndpointState, 'endpoint'>> & { profile?: string } = {},
): EndpointState {
  const { profile = 'openai-compatible', ...rest } = over;
  const load = new Load();
  load.modelsSeenAt = NOW - 12_000;
  return state({
    name,
    endpoint: { profile, type: profile },
    models: models.map((id) => ({ name: id })),
    load,
    ...rest,
  });
}

interface ToldModel {
  readonly id: string;
  readonly name: string;
  readonly modified_at: string;
  readonly created_at: string;
  readonly olla: { readonly availability: readonly object[] };
}
interface Told {
  readonly data?: readonly ToldModel[];
  readonly models?: readonly ToldModel[];
}

interface Scene extends Partial<Omit<ListingParts, 'fleet'>> {
  readonly endpoints: readonly EndpointState[];
  readonly models: readonly UnifiedModel[];
}

class Rig {
  fleet: Fleet;
  readonly catalogues: FixedCatalogue;
  readonly service: ListingService;

  constructor({ endpoints, models, ...parts }: Scene) {
    this.fleet = fleetOf(endpoints);
    this.catalogues = new FixedCatalogue(models);
    this.service = new ListingService({
      fleet: () => this.fleet,
      catalogues: this.catalogues,
      converters: converters(),
      profiles: () => profiles,
      facade: {} as OllamaFacade,
      aliases: () => NO_ALIASES,
      unified: () => true,
      statusPage: (query) => ({ etag: 'W/"s"', body: Buffer.from(JSON.stringify({ query })) }),
      startedAt: NOW,
      ...parts,
    });
  }

  ask(url: string, ifNoneMatch?: string): WholeAnswer {
    const [path = '', query = ''] = url.split('?', 2);
    const surface = table.lookup(path) as OwnSurface;
    return this.service.answer(surface, { query, ifNoneMatch }) as WholeAnswer;
  }

  json(url: string): Told {
    return JSON.parse(this.ask(url).body.toString()) as Told;
  }

  ids(url: string): readonly string[] {
    const { data, models } = this.json(url);
    return data ? data.map(({ id }) => id) : models!.map(({ name }) => name);
  }
}

const header = ({ headers }: WholeAnswer, name: string): string | undefined =>
  headers[headers.indexOf(name) + 1] ?? undefined;

beforeEach(() => jest.useFakeTimers({ now: NOW }));
afterEach(() => jest.useRealTimers());

describe('ListingService, the list of all models', () => {
  const rig = (): Rig =>
    new Rig({
      endpoints: [
        on('a', ['zeta', 'both'], { status: 'offline' }),
        on('b', ['alpha', 'both'], { status: 'busy' }),
        on('c', ['gone'], { draining: true }),
      ],
      models: [
        modelOn('alpha', ['b'], { family: 'llama', capabilities: ['chat'] }),
        modelOn('both', ['a', 'b'], { metadata: { type: 'vlm' } }),
        modelOn('gone', ['c']),
        modelOn('zeta', ['a']),
      ],
    });

  it('holds what can be asked for now, sorted', () =>
    expect(rig().ids('/olla/models')).toEqual(['alpha', 'both']));

  it.each([
    ['include_unavailable=true', ['alpha', 'both', 'gone', 'zeta']],
    ['include_unavailable=1', ['alpha', 'both']],
    ['endpoint=a', ['both']],
    ['endpoint=http://a:11434&include_unavailable=true', ['both', 'zeta']],
    ['endpoint=nobody', []],
    ['family=llama', ['alpha']],
    ['type=vlm', ['both']],
    ['type=vlm&capability=CHAT', ['alpha']],
    ['type=vlm&capability=juggling', ['both']],
    ['available=true', []],
    ['available=&family=', ['alpha', 'both']],
    ['format=openai', ['alpha', 'both']],
    ['format=ollama', []],
    ['format=litellm', ['alpha', 'both']],
    ['format=dmr', ['alpha', 'both']],
  ])('?%s', (query, ids) => expect(rig().ids(`/olla/models?${query}`)).toEqual(ids));

  it('tells where a model is, down or not, by name only', () => {
    const { data } = rig().json('/olla/models?type=vlm');
    expect(data![0]!.olla.availability).toEqual([
      { endpoint: 'a', state: 'available' },
      { endpoint: 'b', state: 'available' },
    ]);
    expect(JSON.stringify(data)).not.toContain('http');
  });

  it.each(['bogus', 'OpenAI', 'native'])('does not know the format %s', (format) => {
    const known =
      'docker-model-runner, lemonade, llamacpp, lmdeploy, lmstudio, ollama, openai, sglang, unified, vllm, vllm-mlx';
    expect(() => rig().ask(`/olla/models?format=${format}`)).toThrow(
      new BadRequestError(
        `invalid query parameter format=${format}: unsupported format. Supported formats: ${known}`,
      ),
    );
  });

  it.each(['maybe', 'TRUE', '1'])('does not know available=%s', (value) => {
    expect(() => rig().ask(`/olla/models?available=${value}`)).toThrow(
      new BadRequestError("invalid value for 'available' parameter. Use 'true' or 'false'"),
    );
  });

  it('is plain JSON with a tag, and a 304 to who has it', () => {
    const made = rig();
    const first = made.ask('/olla/models');
    expect(first).toMatchObject({ status: 200 });
    expect(header(first, 'Content-Type')).toBe('application/json');
    const again = made.ask('/olla/models', header(first, 'ETag'));
    expect(again).toMatchObject({ status: 304, body: Buffer.alloc(0) });
    expect(again.headers).not.toContain('Content-Type');
  });

  it('keeps its tag while no model comes or goes, whatever the clock and other statuses', () => {
    const made = rig();
    const before = header(made.ask('/olla/models'), 'ETag');
    jest.advanceTimersByTime(60_000);
    made.fleet = { ...made.fleet, version: 2 };
    expect(header(made.ask('/olla/models'), 'ETag')).toBe(before);
    made.fleet = { ...made.fleet, version: 3, modelsVersion: 2 };
    expect(header(made.ask('/olla/models'), 'ETag')).not.toBe(before);
  });

  it('is written once for each state of the fleet', () => {
    const made = rig();
    const of = jest.spyOn(made.catalogues, 'of');
    for (let i = 0; i < 3; i++) made.ask('/olla/models');
    made.ask('/olla/models?family=llama');
    expect(of).toHaveBeenCalledTimes(2);
    made.fleet = { ...made.fleet, version: 2 };
    made.ask('/olla/models');
    expect(of).toHaveBeenCalledTimes(3);
  });
});

describe('ListingService, the lists of providers', () => {
  const made = new Rig({
    endpoints: [
      on('v', ['shared', 'only-v'], { profile: 'vllm' }),
      on('o', ['shared', 'only-o'], { profile: 'ollama' }),
      on('x', ['found'], { profile: 'auto' }),
      on('d', ['down'], { profile: 'vllm', status: 'offline' }),
    ],
    models: [
      modelOn('down', ['d']),
      modelOn('found', ['x']),
      modelOn('only-o', ['o'], { aliases: [{ name: 'only-o', source: 'ollama' }], quantization: 'q4km' }),
      modelOn('only-v', ['v']),
      modelOn('shared', ['v', 'o'], {
        aliases: [
          { name: 'shared', source: 'vllm' },
          { name: 'shared', source: 'ollama' },
        ],
      }),
    ],
  });

  it.each([
    ['/olla/vllm/v1/models', ['found', 'only-v', 'shared']],
    ['/olla/ollama/v1/models', ['found', 'only-o', 'shared']],
    ['/olla/ollama/api/tags', ['only-o', 'shared']],
    ['/olla/openai/v1/models', ['found', 'only-o', 'only-v', 'shared']],
    ['/olla/proxy/v1/models', ['found', 'only-o', 'only-v', 'shared']],
    ['/olla/sglang/v1/models', ['found']],
    ['/olla/dmr/engines/v1/models', ['found']],
    ['/olla/anthropic/v1/models', ['found', 'only-o', 'only-v', 'shared']],
  ])('%s', (path, ids) => expect(made.ids(path)).toEqual(ids));

  it('pay no heed to the query', () => {
    expect(made.ids('/olla/vllm/v1/models?format=ollama&available=maybe&family=none')).toHaveLength(3);
  });

  it('show what the backend’s own list has on its own path', () => {
    expect(made.json('/olla/lemonade/api/v1/models').data![0]).toMatchObject({ id: 'found', recipe: '' });
    expect(made.json('/olla/lemonade/v1/models').data![0]).toEqual({
      id: 'found',
      object: 'model',
      owned_by: 'olla',
      created: expect.any(Number),
    });
  });

  it('tell Ollama’s clients when a model was last seen, and never a stale time', () => {
    const modified = (): string => made.json('/olla/ollama/api/tags').models![0]!.modified_at;
    expect(modified()).toBe('2026-05-01T09:59:48Z');
    made.fleet.byName.get('o')!.load.modelsSeenAt = NOW;
    expect(modified()).toBe('2026-05-01T10:00:00Z');
  });

  it('keep their times in Anthropic’s way from the start of the process', () => {
    expect(made.json('/olla/anthropic/v1/models').data![0]!.created_at).toBe('2026-05-01T10:00:00Z');
  });
});

describe('ListingService, configured aliases', () => {
  const aliases = {
    fast: ['nobody', 'small'],
    best: ['away'],
    SMALL: ['large'],
    any: ['away', 'large', 'small'],
    tagged: ['mini'],
  };
  const made = new Rig({
    endpoints: [
      on('a', ['small', 'large'], { profile: 'vllm' }),
      on('b', ['away'], { status: 'offline' }),
      on('c', ['mini:latest'], { profile: 'ollama' }),
    ],
    models: [
      modelOn('away', ['b']),
      modelOn('large', ['a'], { family: 'llama' }),
      modelOn('mini:latest', ['c']),
      modelOn('small', ['a'], { family: 'phi' }),
    ],
    aliases: () => aliases,
  });

  it('stand among the models when a target can be reached, and hide no model', () => {
    const ids = ['any', 'fast', 'large', 'mini:latest', 'small', 'tagged'];
    expect(made.ids('/olla/models')).toEqual(ids);
    expect(made.ids('/olla/models?format=openai')).toEqual(ids);
    expect(made.ids('/olla/openai/v1/models')).toEqual(ids);
  });

  it('are left out of a backend’s own list', () => {
    expect(made.ids('/olla/models?format=vllm')).toEqual(['large', 'mini:latest', 'small']);
    expect(made.ids('/olla/ollama/api/tags')).toEqual([]);
  });

  it('belong to the providers of their targets', () => {
    expect(made.ids('/olla/vllm/v1/models')).toEqual(['any', 'fast', 'large', 'small']);
    expect(made.ids('/olla/ollama/v1/models')).toEqual(['mini:latest', 'tagged']);
  });

  it('are described like the first target that can be reached', () => {
    const entry = made.json('/olla/models?family=llama').data![0];
    expect(entry).toMatchObject({ id: 'any', olla: { family: 'llama', aliases: [] } });
    expect(entry!.olla.availability).toEqual([{ endpoint: 'a', state: 'available' }]);
  });

  it('can be looked up, whatever their case', () => {
    expect(made.json('/olla/proxy/v1/models/fast')).toMatchObject({ id: 'fast', object: 'model' });
    expect(made.json('/olla/models/FAST')).toMatchObject({ id: 'fast', family: 'phi', endpoints: ['a'] });
    expect(() => made.ask('/olla/proxy/v1/models/best')).toThrow(UnknownModelError);
  });
});

describe('ListingService, one model', () => {
  const made = new Rig({
    endpoints: [
      on('gpu-a', ['org/M:8b'], { profile: 'vllm' }),
      on('gpu-b', ['org/M:8b'], { status: 'offline' }),
    ],
    models: [
      modelOn('org/M:8b', ['gpu-a', 'gpu-b'], {
        parameterSize: '8b',
        parameterCount: 8e9,
        quantization: 'q4',
        format: 'gguf',
        diskSizeBytes: 4_038_786_378,
        maxContextLength: 8_192,
        capabilities: ['chat'],
        aliases: [
          { name: 'org/M:8b', source: 'vllm' },
          { name: 'M8', source: 'vllm' },
        ],
      }),
      modelOn('tagged:latest', ['gpu-b']),
    ],
  });

  it('is told of with all that is known', () => {
    expect(made.json('/olla/models/org%2Fm:8b')).toEqual({
      id: 'org/M:8b',
      family: '',
      variant: '',
      parameter_size: '8b',
      quantization: 'q4',
      format: 'gguf',
      total_disk_size: '3.76 GB',
      last_seen: '12s ago',
      aliases: ['org/M:8b', 'M8'],
      endpoints: ['gpu-a', 'gpu-b'],
      loaded_endpoints: [],
      capabilities: ['chat'],
      parameter_count: 8e9,
      max_context_length: 8_192,
    });
  });

  it('keeps its tag while only the clock moves', () => {
    const first = made.ask('/olla/models/M8');
    jest.advanceTimersByTime(5_000);
    const later = made.ask('/olla/models/M8');
    expect(later.body.toString()).toContain('17s ago');
    expect(header(later, 'ETag')).toBe(header(first, 'ETag'));
  });

  it('is told of in OpenAI’s way under its own name, by any of its names', () => {
    const entry = { object: 'model', owned_by: 'olla', created: Math.floor(NOW / 1000) };
    expect(made.json('/olla/vllm/v1/models/org/m:8b')).toEqual({ id: 'org/M:8b', ...entry });
    expect(made.json('/olla/proxy/v1/models/m8')).toEqual({ id: 'M8', ...entry });
    expect(made.json('/olla/proxy/v1/models/tagged')).toEqual({ id: 'tagged:latest', ...entry });
  });

  it('is not known where nobody has it, nor on another provider’s route', () => {
    expect(() => made.ask('/olla/models/none')).toThrow(new UnknownModelError('Model not found'));
    expect(() => made.ask('/olla/ollama/v1/models/M8')).toThrow(
      new UnknownModelError("The model 'M8' does not exist"),
    );
  });

  it('has to be named', () => {
    expect(() => made.ask('/olla/models/')).toThrow(new BadRequestError('Model ID or alias required'));
  });
});

describe('ListingService without a unifier', () => {
  const made = new Rig({ endpoints: [], models: [], unified: () => false });

  it('answers for all models with the page of the status', () => {
    const answer = made.ask('/olla/models?detailed=true&group=family');
    expect(answer.body.toString()).toBe('{"query":"detailed=true&group=family"}');
    expect(header(answer, 'ETag')).toBe('W/"s"');
    expect(made.ask('/olla/models', 'W/"s"').status).toBe(304);
  });

  it.each([
    ['/olla/models/x', 501, 'Unified models not supported'],
    ['/olla/vllm/v1/models', 500, 'unified models not supported'],
    ['/olla/vllm/v1/models/x', 500, 'unified models not supported'],
    ['/olla/anthropic/v1/models', 500, 'unified models not supported'],
  ] as const)('refuses %s', (path, status, text) => {
    expect(() => made.ask(path)).toThrow(new NotSupportedError(status, text));
  });
});

describe('ListingService, what is gathered', () => {
  it('passes on what the facade found', async () => {
    const facade = {
      running: () => Promise.resolve({ models: [1] }),
      version: () => Promise.resolve({ version: '1' }),
    };
    const { service } = new Rig({ endpoints: [], models: [], facade: facade as unknown as OllamaFacade });
    const gathered = async (path: string): Promise<string> =>
      (await service.answer(table.lookup(path) as OwnSurface, ON)).body.toString();
    await expect(gathered('/olla/ollama/api/ps')).resolves.toBe('{"models":[1]}');
    await expect(gathered('/olla/ollama/api/version')).resolves.toBe('{"version":"1"}');
  });
});
