import { DiscoveryModule } from '@nestjs/core';
import { Test } from '@nestjs/testing';
import { Parses, type ModelListParser } from './model-list-parser.js';
import { ModelListParsers } from './model-list-parsers.js';
import { OllamaParser } from './ollama.parser.js';
import { OpenAiParser } from './openai.parser.js';

const ollama = new OllamaParser();
const openai = new OpenAiParser();
const names = (parser: ModelListParser, json: unknown): string[] =>
  parser.parse(json).map((model) => model.name);

describe('OllamaParser', () => {
  const tags = {
    models: [
      {
        name: 'llama3.2:3b',
        model: 'llama3.2:3b',
        modified_at: '2025-09-14T08:31:07.512655482+10:00',
        size: 2019393189,
        digest: 'a80c4f17acd5',
        details: {
          parent_model: '',
          format: 'gguf',
          family: 'llama',
          families: ['llama', 'clip'],
          parameter_size: '3.2B',
          quantization_level: 'Q4_K_M',
        },
      },
      { name: 'llava:13b', modified_at: 'last tuesday', digest: '0d0eb4d7f485', size: 8011256494 },
      { name: 'starcoder2:7b', size: 4034000000, description: 'Code completion model' },
      { name: '', size: 1 },
    ],
  };

  it('reads everything an entry tells', () => {
    expect(ollama.parse(tags)).toEqual([
      {
        name: 'llama3.2:3b',
        sizeBytes: 2019393189,
        details: {
          digest: 'a80c4f17acd5',
          modified_at: '2025-09-13T22:31:07.512Z',
          parameter_size: '3.2B',
          quantization_level: 'Q4_K_M',
          family: 'llama',
          format: 'gguf',
          parent_model: '',
          families: ['llama', 'clip'],
        },
      },
      { name: 'llava:13b', sizeBytes: 8011256494, details: { digest: '0d0eb4d7f485' } },
      { name: 'starcoder2:7b', sizeBytes: 4034000000 },
    ]);
  });

  it('leaves out what has the wrong type and keeps the rest of the entry', () => {
    const odd = [
      { name: 'a', size: 'big', details: 'none' },
      { name: 'b', details: { family: 7, families: [1, 'x'], format: 'gguf' } },
    ];
    expect(ollama.parse({ models: odd })).toEqual([
      { name: 'a', details: {} },
      { name: 'b', details: { families: ['x'], format: 'gguf' } },
    ]);
  });

  it.each([[{}], [{ other: [] }], [{ models: null }], [{ models: 'x' }], [[]], [null], ['text']])(
    'finds no models in %j',
    (json) => {
      expect(ollama.parse(json)).toEqual([]);
    },
  );

  it('recognises its list by the field, empty or null', () => {
    expect(ollama.recognises({ models: [] })).toBe(true);
    expect(ollama.recognises({ models: null })).toBe(true);
    expect(ollama.recognises({ data: [] })).toBe(false);
    expect(ollama.recognises([])).toBe(false);
  });
});

describe('OpenAiParser', () => {
  const list = {
    object: 'list',
    data: [
      { id: 'gpt-4', object: 'model', created: 1687882411, owned_by: 'openai' },
      { id: 'served-by-vllm', object: 'model', owned_by: 'acme', max_model_len: 16384 },
      { id: 'zero', object: 'model', created: 0, owned_by: '', max_model_len: 0 },
      { id: 'id-only', object: 'model' },
      { id: '', object: 'model', created: 1687882411 },
    ],
  };

  it('reads everything an entry tells', () => {
    expect(openai.parse(list)).toEqual([
      {
        name: 'gpt-4',
        type: 'model',
        details: { modified_at: '2023-06-27T16:13:31.000Z', publisher: 'openai' },
      },
      { name: 'served-by-vllm', type: 'model', details: { publisher: 'acme', max_context_length: 16384 } },
      { name: 'zero', type: 'model', details: {} },
      { name: 'id-only', type: 'model' },
    ]);
  });

  it('reads the data of a list that carries both shapes, each model once', () => {
    const id = 'meta-llama/Llama-3.1-8B-Instruct-Q5_K_M.gguf';
    expect(names(openai, { models: [{ name: id, size: '' }], data: [{ id }] })).toEqual([id]);
  });

  it('survives dates and fields that cannot be', () => {
    const odd = [
      { id: 'a', created: 1e18, owned_by: 3, object: {}, max_model_len: -1 },
      { id: 5 },
      'b',
      null,
    ];
    expect(openai.parse({ data: odd })).toEqual([{ name: 'a' }]);
  });

  it('drops names that are too long, blank or carry control characters', () => {
    const ids = ['x'.repeat(513), 'a\nb', 'a\u0000', 'a\u007f', '  ', 'x'.repeat(512), 'ai/smollm2:latest'];
    expect(names(openai, { data: ids.map((id) => ({ id })) })).toEqual([
      'x'.repeat(512),
      'ai/smollm2:latest',
    ]);
  });

  it('keeps order and duplicates, ten thousand at most', () => {
    expect(names(openai, { data: [{ id: 'b' }, { id: 'a' }, { id: 'b' }] })).toEqual(['b', 'a', 'b']);
    const many = Array.from({ length: 10_005 }, (_, n) => ({ id: `m${n}` }));
    expect(openai.parse({ data: many })).toHaveLength(10_000);
  });
});

describe('ModelListParsers', () => {
  @Parses('openai')
  class SecondOpenAiParser extends OpenAiParser {}

  const collected = async (...parsers: (new () => ModelListParser)[]): Promise<ModelListParsers> => {
    const providers = [...parsers, ModelListParsers];
    const module = await Test.createTestingModule({ imports: [DiscoveryModule], providers }).compile();
    await module.init();
    return module.get(ModelListParsers);
  };

  it('finds every parser by its format', async () => {
    const parsers = await collected(OllamaParser, OpenAiParser);
    expect(parsers.get('ollama')).toBeInstanceOf(OllamaParser);
    expect(parsers.get('openai')).toBeInstanceOf(OpenAiParser);
    expect(parsers.get('constructor')).toBeUndefined();
  });

  it('refuses two parsers for one format', async () => {
    await expect(collected(OpenAiParser, SecondOpenAiParser)).rejects.toThrow(
      "two parsers for model lists in format 'openai'",
    );
  });
});
