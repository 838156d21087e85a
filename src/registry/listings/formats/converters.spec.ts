import { readFileSync } from 'node:fs';
import { Test } from '@nestjs/testing';
import { DiscoveryModule } from '@nestjs/core';
import type { UnifiedModel } from '../../catalogue/unified-model.js';
import { converters, model } from '../listings.sketch.js';
import { type ListContext, type ListConverter, Lists } from '../list-converter.js';
import { ListConverters } from '../list-converters.js';
import { type ModelFilters, NO_FILTERS, passes } from '../model-filters.js';
import { AnthropicList } from './anthropic-list.js';
import { CONVERTERS } from './index.js';
import { ownerOf } from './owner.js';
import { quantizationLabel } from './quantization-label.js';

interface RecordedModel extends Record<string, unknown> {
  readonly id: string;
  readonly aliases: UnifiedModel['aliases'];
  readonly capabilities: readonly string[];
  readonly metadata: Record<string, unknown>;
  readonly last_seen: string;
  readonly source_endpoints: readonly Record<string, string & number>[];
}

const fixture = (name: string): unknown =>
  JSON.parse(readFileSync(`test/fixtures/listings/converter.${name}.json`, 'utf8'));
const recorded = fixture('input') as readonly RecordedModel[];
const models = recorded.map(toModel);
const seen = new Map(recorded.map(({ id, last_seen }) => [id, Date.parse(last_seen)]));
const context: ListContext = { created: 0, seenAt: ({ id }) => seen.get(id) ?? 0 };

function toModel(from: RecordedModel): UnifiedModel {
  const text = (key: string): string => (from[key] as string | undefined) ?? '';
  return model({
    id: from.id,
    family: text('family'),
    variant: text('variant'),
    parameterSize: text('parameter_size'),
    quantization: text('quantization'),
    promptTemplateId: text('prompt_template_id'),
    aliases: from.aliases,
    capabilities: from.capabilities,
    metadata: from.metadata,
    diskSizeBytes: from['disk_size'] as number,
    ...(from['max_context_length'] !== null && { maxContextLength: from['max_context_length'] as number }),
    sources: from.source_endpoints.map((source) => ({
      endpointUrl: source['endpoint_url']!,
      endpointName: source['endpoint_name']!,
      nativeName: source['native_name']!,
      state: source['state']!,
      sizeBytes: source['disk_size']!,
    })),
  });
}

function listed(converter: ListConverter, from: readonly UnifiedModel[], ctx = context): unknown {
  const entries = from.flatMap((each) => {
    const name = converter.nameOf(each);
    return name === undefined ? [] : [converter.entry(each, name, ctx)];
  });
  return JSON.parse(JSON.stringify(converter.list(entries)));
}

/** Ours tells the truth of `downloaded`, where the original always denies it. */
const withoutDownloaded = (list: unknown): unknown =>
  JSON.parse(JSON.stringify(list), (key, value: unknown) => (key === 'downloaded' ? undefined : value));

describe('the converters', () => {
  const expected = fixture('expected') as Record<string, unknown>;

  it.each(Object.keys(expected))('write %s as recorded', (format) => {
    const list = listed(converters().get(format)!, models);
    expect(withoutDownloaded(list)).toEqual(withoutDownloaded(expected[format]));
  });

  it('are found by their names through Nest, and a company adds its own', async () => {
    class AcmeConverter {}
    Lists('acme')(AcmeConverter);
    const module = await Test.createTestingModule({
      imports: [DiscoveryModule],
      providers: [ListConverters, AcmeConverter, ...CONVERTERS],
    }).compile();
    await module.init();
    const found = module.get(ListConverters);
    expect(found.formats).toEqual([...Object.keys(expected), 'acme'].sort());
    expect(found.get('acme')).toBeInstanceOf(AcmeConverter);
    expect(converters().formats).toEqual(Object.keys(expected).sort());
  });

  it.each([
    ['ollama', { models: [] }],
    ['llamacpp', { object: 'list', data: [], models: null }],
    ['unified', { object: 'list', data: [] }],
    ['vllm', { object: 'list', data: [] }],
  ])('write an empty %s list', (format, empty) => {
    expect(listed(converters().get(format)!, [])).toEqual(empty);
  });

  it('take wrong-typed metadata for absent', () => {
    const odd = model({
      id: 'm',
      metadata: { parent_model: 7, radix_cache_size: '9', speculative_decoding: 'yes', checkpoint: {} },
    });
    expect(listed(converters().get('sglang')!, [odd])).toEqual({
      object: 'list',
      data: [{ id: 'm', object: 'model', created: 0, owned_by: 'sglang', root: 'm' }],
    });
    expect(listed(converters().get('lemonade')!, [odd])).toMatchObject({ data: [{ checkpoint: '' }] });
  });

  it('take numbers without their fraction', () => {
    const one = model({ id: 'm', metadata: { radix_cache_size: 12.7 } });
    expect(listed(converters().get('sglang')!, [one])).toMatchObject({ data: [{ radix_cache_size: 12 }] });
  });

  it('never take a name of another kind of server for a native one, and the first of the right kind', () => {
    const shared = model({
      id: 'x',
      aliases: [
        { name: 'theirs', source: 'lmstudio' },
        { name: 'ours', source: 'vllm' },
        { name: 'ours-too', source: 'vllm' },
      ],
    });
    const name = (format: string): string | undefined => converters().get(format)!.nameOf(shared);
    expect([name('vllm'), name('sglang'), name('ollama'), name('lmstudio')]).toEqual([
      'ours',
      'theirs',
      undefined,
      'theirs',
    ]);
  });

  it('say that Lemonade has downloaded what it has', () => {
    expect(listed(converters().get('lemonade')!, models)).toMatchObject({
      data: expect.arrayContaining([
        expect.objectContaining({ id: 'Qwen2.5-0.5B-Instruct-CPU', downloaded: true }),
        expect.objectContaining({ id: 'orphan-model', downloaded: false }),
      ]) as unknown,
    });
  });

  it('name an alias once, however many kinds of servers use it', () => {
    const twice = model({
      id: 'm',
      aliases: [
        { name: 'm', source: 'vllm' },
        { name: 'm', source: 'ollama' },
      ],
    });
    expect(listed(converters().get('unified')!, [twice])).toMatchObject({
      data: [{ olla: { aliases: ['m'] } }],
    });
  });
});

describe('AnthropicList', () => {
  const list = new AnthropicList(Date.parse('2026-05-01T07:30:00.123Z'));

  it('has Anthropic’s envelope', () => {
    expect(listed(list, [model({ id: 'a' }), model({ id: 'b' })])).toEqual({
      data: ['a', 'b'].map((id) => ({
        type: 'model',
        id,
        display_name: id,
        created_at: '2026-05-01T07:30:00Z',
      })),
      has_more: false,
      first_id: 'a',
      last_id: 'b',
    });
  });

  it('has null for the ends of an empty list', () => {
    expect(listed(list, [])).toEqual({ data: [], has_more: false, first_id: null, last_id: null });
  });
});

describe('ownerOf', () => {
  const rows = fixture('owner') as readonly { id: string; default: string; owner: string }[];
  it.each(rows)('$id belongs to "$owner"', ({ id, default: otherwise, owner }) => {
    expect(ownerOf(id, otherwise)).toBe(owner);
  });
});

describe('quantizationLabel', () => {
  it.each([
    ['q4km', 'Q4_K_M'],
    ['q8', 'Q8_0'],
    ['unk', 'unknown'],
    ['mxfp4', 'mxfp4'],
    ['', ''],
  ])('%s is %s', (normalised, label) => expect(quantizationLabel(normalised)).toBe(label));
});

describe('the filters', () => {
  const rows = fixture('filters') as readonly { filters: Partial<ModelFilters>; ids: readonly string[] }[];
  it.each(rows.map((row) => [JSON.stringify(row.filters), row] as const))(
    '%s',
    (_title, { filters, ids }) => {
      const wanted = models.filter((each) => passes(each, { ...NO_FILTERS, ...filters }, () => undefined));
      const openai = listed(converters().get('openai')!, wanted) as { data: readonly { id: string }[] };
      expect(openai.data.map(({ id }) => id)).toEqual(ids);
    },
  );
});
