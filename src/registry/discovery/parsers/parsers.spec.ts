import { DiscoveryModule } from '@nestjs/core';
import { Test } from '@nestjs/testing';
import type { Model } from '../../../core/model.js';
import { fixture, PARSERS } from '../testing.js';
import {
  isJsonObject,
  LIST_PARSERS,
  ModelListParsers,
  OllamaParser,
  OpenAiParser,
  Parses,
  type JsonObject,
  type ModelListParser,
} from './index.js';

interface Expected {
  readonly response_format: string;
  readonly models: readonly JsonObject[];
}

const json = (file: string): JsonObject => JSON.parse(fixture(file).toString()) as JsonObject;

function models(format: string, list: JsonObject): Model[] {
  const parser = PARSERS.get(format)!;
  return (parser.entries(list) ?? []).filter(isJsonObject).flatMap((entry) => parser.model(entry) ?? []);
}

const data = (format: string, ...entries: readonly JsonObject[]): Model[] =>
  models(format, { data: entries });

/** What we tell beyond the original: what the model can do. */
function withoutCapabilities({ details, ...model }: Model): JsonObject {
  if (!details) return model;
  const { capabilities: _, ...others } = details;
  return { ...model, details: others };
}

const BACKENDS = [
  'ollama',
  'lm-studio',
  'vllm',
  'vllm-mlx',
  'sglang',
  'llamacpp',
  'lemonade',
  'lmdeploy',
  'docker-model-runner',
  'omlx',
  'litellm',
  'openai-compatible',
];

describe('The recorded lists', () => {
  it.each(BACKENDS)('of %s are read as recorded', (backend) => {
    const expected = json(`${backend}.expected.json`) as unknown as Expected;
    const wanted = expected.models.map(({ size: sizeBytes, ...model }) => ({
      ...model,
      ...(sizeBytes !== undefined && { sizeBytes }),
    }));
    const found = models(expected.response_format, json(`${backend}.models.json`));
    expect(found.map(withoutCapabilities)).toEqual(wanted);
  });

  it('tell what models can do', () => {
    const capabilities = (format: string, file: string): unknown[] =>
      models(format, json(file)).map(({ details }) => details?.capabilities);
    expect(capabilities('lmstudio', 'lm-studio.models.json')).toEqual([
      ['tool_use'],
      undefined,
      undefined,
      undefined,
    ]);
    expect(new Set(capabilities('lemonade', 'lemonade.models.json'))).toEqual(new Set([undefined]));
  });

  it('are read alike however often, and by whomever at the same time', () => {
    const list = json('vllm.models.json');
    expect(models('vllm', list)).toEqual(models('vllm', list));
  });

  it('of nobody have nobody', () => {
    expect(models('docker-model-runner', json('docker-model-runner.models-empty.json'))).toEqual([]);
  });
});

describe('OllamaParser', () => {
  const tags = (...entries: readonly JsonObject[]): Model[] => models('ollama', { models: entries });

  it('reads models that live in a cloud', () => {
    const [cloud] = models('ollama', json('ollama.models.cloud.json'));
    expect(cloud).toMatchObject({
      name: 'gpt-oss:120b-cloud',
      sizeBytes: 384,
      details: { family: 'gptoss', parameter_size: '116.8B', modified_at: '2025-10-01T11:22:33.444Z' },
    });
    expect(cloud!.details).not.toHaveProperty('format');
  });

  it('leaves out what has the wrong type and keeps the rest of the entry', () => {
    const odd = [
      { name: 'a', size: 'big', details: 'none' },
      {
        name: 'b',
        details: { family: 7, families: [1, 'x', 'y'], format: 'gguf' },
        capabilities: ['tools', 3],
      },
      { name: 'c', modified_at: 'last tuesday', description: 'kept' },
    ];
    expect(tags(...odd)).toEqual([
      { name: 'a', details: {} },
      { name: 'b', details: { families: ['x', 'y'], format: 'gguf', capabilities: ['tools'] } },
      { name: 'c', description: 'kept', details: {} },
    ]);
  });

  it('tells no details of an entry that has none, and skips one without a name', () => {
    expect(tags({ name: 'a', size: 7 }, { size: 1 }, { name: 5 }, { name: 'b' })).toEqual([
      { name: 'a', sizeBytes: 7 },
      { name: 'b' },
    ]);
  });
});

describe('LmStudioParser', () => {
  it('reads the list of the v1 API in the words of the v0 API', () => {
    expect(models('lmstudio', json('lm-studio.models-v1.json'))).toEqual([
      {
        name: 'qwen/qwen3-8b',
        sizeBytes: 5027783488,
        details: {
          type: 'llm',
          publisher: 'lmstudio-community',
          parent_model: 'lmstudio-community',
          parameter_size: '8B',
          quantization_level: 'Q4_K_M',
          family: 'qwen3',
          families: ['qwen3'],
          format: 'gguf',
          state: 'loaded',
          max_context_length: 40960,
          capabilities: ['trained_for_tool_use'],
        },
      },
      {
        name: 'text-embedding-nomic-embed-text-v1.5',
        sizeBytes: 274290560,
        details: {
          type: 'embeddings',
          publisher: 'nomic-ai',
          parent_model: 'nomic-ai',
          quantization_level: 'F16',
          format: 'gguf',
          state: 'not-loaded',
          max_context_length: 2048,
        },
      },
    ]);
    const seeing = { key: 'x', type: 'llm', capabilities: { vision: true } };
    expect(models('lmstudio', { models: [seeing] })[0]!.details!.type).toBe('vlm');
  });

  it('reads the OpenAI list, and leaves a list of Ollama to others', () => {
    expect(models('lmstudio', json('lm-studio.models-openai.json'))).toEqual([
      { name: 'qwen2.5-7b-instruct', type: 'model' },
      { name: 'qwen2-vl-7b-instruct', type: 'model' },
    ]);
    expect(PARSERS.get('lmstudio')!.entries({ models: [{ name: 'llama' }] })).toBeUndefined();
  });
});

describe('The parsers of lists in OpenAI shape', () => {
  it('of generic servers tell owner, date and context length', () => {
    const entries = [
      { id: 'a', max_model_len: 4096, created: 1_687_882_411 },
      { id: 'b', max_model_len: 0, created: -1, owned_by: '' },
      { id: 'c', owned_by: 'omlx' },
      { id: 'd', created: 1e18, owned_by: 3, object: {}, max_model_len: '9' },
    ];
    expect(data('openai', ...entries)).toEqual([
      { name: 'a', details: { modified_at: '2023-06-27T16:13:31.000Z', max_context_length: 4096 } },
      { name: 'b', details: {} },
      { name: 'c', details: { publisher: 'omlx' } },
      { name: 'd' },
    ]);
  });

  it.each(['vllm', 'sglang'])('of %s tell the model under an adapter', (format) => {
    const entries = [
      { id: 'a', owned_by: format, parent: null, max_model_len: -1 },
      { id: 'b', owned_by: 'meta-llama', parent: 'a', max_model_len: 8 },
    ];
    expect(data(format, ...entries)).toEqual([
      { name: 'a', type: format },
      {
        name: 'b',
        type: format,
        details: { publisher: 'meta-llama', parent_model: 'a', max_context_length: 8 },
      },
    ]);
  });

  it.each([
    ['amd/x-onnx', 'oga-npu', 'amd', 'onnx'],
    ['org/a/b', 'oga-igpu', 'org', 'onnx'],
    ['plain', 'llamacpp', undefined, 'gguf'],
    ['/x', 'flm', undefined, 'gguf'],
    ['org/x', 'whispercpp', 'org', undefined],
  ])('of Lemonade read checkpoint %s and recipe %s', (checkpoint, recipe, publisher, format) => {
    const [model] = data('lemonade', { id: 'x', checkpoint, recipe, downloaded: 'yes' });
    expect(model!.details).toEqual({
      checkpoint,
      recipe,
      ...(publisher && { publisher }),
      ...(format && { format }),
    });
  });

  it('of a llama.cpp with several models tell their state, and leave out what cannot be loaded', () => {
    const found = models('llamacpp', json('llamacpp.router-models.json'));
    expect(found.map(({ name, details }) => [name, details!.state])).toEqual([
      ['ggml-org/gemma-3-4b-it-GGUF:Q4_K_M', 'loaded'],
      ['ggml-org/Qwen3-8B-GGUF:Q8_0', 'unloaded'],
    ]);
  });

  it.each(['ai/smollm2', 'org/sub/model', 'mlx-community/x-4bit', 'llama-2-7b-chat.Q4_K_M.gguf'])(
    'keep the name %s as it is',
    (id) => {
      for (const format of ['docker-model-runner', 'vllm-mlx', 'llamacpp', 'openai']) {
        expect(data(format, { id })[0]!.name).toBe(id);
      }
    },
  );

  it('read a thousand entries quickly', () => {
    const entries = Array.from({ length: 10_000 }, (_, n) => ({
      id: `m${n}`,
      created: 1_687_882_411,
      owned_by: 'x',
    }));
    const begun = performance.now();
    expect(data('vllm', ...entries)).toHaveLength(10_000);
    expect(performance.now() - begun).toBeLessThan(1_000);
  });
});

describe('A list', () => {
  it.each([...LIST_PARSERS.map((Parser) => Reflect.getMetadata(Parses.KEY, Parser) as string)])(
    'is missing, empty or something else in the eyes of the parser for %s',
    (format) => {
      const parser = PARSERS.get(format)!;
      const key = format === 'ollama' ? 'models' : 'data';
      expect(parser.entries({})).toBeUndefined();
      expect(parser.entries({ other: [] })).toBeUndefined();
      expect(parser.entries({ [key]: null })).toEqual([]);
      expect(parser.entries({ [key]: [] })).toEqual([]);
      expect(() => parser.entries({ [key]: 'soon' })).toThrow(`${key} is no list`);
    },
  );
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
    const parsers = await collected(...LIST_PARSERS);
    expect(parsers.get('ollama')).toBeInstanceOf(OllamaParser);
    expect(parsers.get('openai')).toBeInstanceOf(OpenAiParser);
    expect(parsers.get('vllm-mlx')!.label).toBe('vLLM-MLX');
    expect(parsers.get('constructor')).toBeUndefined();
  });

  it('refuses two parsers for one format', async () => {
    await expect(collected(OpenAiParser, SecondOpenAiParser)).rejects.toThrow(
      "two parsers for model lists in format 'openai'",
    );
  });
});
