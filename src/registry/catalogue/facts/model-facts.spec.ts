import type { Model } from '../../../core/model.js';
import { metadataOf } from './metadata.js';
import { modelStateOf } from './model-state.js';
import { modelTypeOf } from './model-type.js';
import { likelyPlatform, platformOf } from './platform.js';

describe('modelTypeOf', () => {
  it.each<[Partial<Model>, string]>([
    [{ type: 'model', details: { type: 'vlm' } }, 'vlm'],
    [{ type: 'llamacpp', details: {} }, ''],
    [{ type: 'vllm' }, ''],
    [{ type: 'embeddings' }, 'embeddings'],
    [{ type: 'llm', details: { type: 'vlm' } }, 'llm'],
    [{}, ''],
  ])('reads %j', (model, type) => {
    expect(modelTypeOf({ name: 'm', ...model })).toBe(type);
  });
});

describe('modelStateOf', () => {
  it.each<[Partial<Model>, string]>([
    [{ details: { state: 'not-loaded' }, sizeBytes: 7 }, 'not-loaded'],
    [{ sizeBytes: 7 }, 'available'],
    [{ details: { state: '' }, sizeBytes: 0 }, 'unknown'],
    [{}, 'unknown'],
  ])('reads %j', (model, state) => {
    expect(modelStateOf({ name: 'm', ...model })).toBe(state);
  });
});

describe('platformOf', () => {
  it.each([
    ['lm-studio', '', 'lmstudio'],
    ['docker-model-runner', '', 'dockermodelrunner'],
    ['My_Own-server', '', 'myownserver'],
    ['auto', 'vllm-mlx', 'vllmmlx'],
    ['auto', '', ''],
  ])('calls profile %s, detected %j, %j', (profile, detected, platform) => {
    expect(platformOf({ profile, detected })).toBe(platform);
  });

  it('judges an unknown server by the format of its model', () => {
    expect([likelyPlatform('GGUF'), likelyPlatform('mlx'), likelyPlatform('')]).toEqual(
      ['ollama', 'openai', 'openai'], // prettier-ignore
    );
  });
});

describe('metadataOf', () => {
  it('takes over what a listing tells, and nothing empty', () => {
    const details = {
      digest: 'd1',
      format: 'gguf',
      family: 'llama',
      families: ['llama', 'clip'],
      type: 'vlm',
      parent_model: '',
      max_context_length: 4_096,
      modified_at: '2026-01-01T00:00:00.000Z',
    };
    const model = { name: 'm', type: 'model', description: 'small', details };
    expect(metadataOf(model, 'vlm', 'meta')).toEqual({
      digest: 'd1',
      format: 'gguf',
      max_context_length: 4_096,
      modified_at: '2026-01-01T00:00:00.000Z',
      publisher: 'meta',
      type: 'vlm',
      model_type: 'vlm',
      description: 'small',
    });
  });

  it('keeps the list of families only when none of them is said to be the one', () => {
    expect(metadataOf({ name: 'm', details: { families: ['clip'] } }, '', '')).toEqual({
      families: ['clip'],
    });
  });
});
