import { ProfileCatalogue } from './profile-catalogue.js';
import type { Profile } from './profile.js';

const catalogue = new ProfileCatalogue();

describe('ProfileCatalogue', () => {
  it('holds twelve profiles, sorted, the generic one last', () => {
    expect(catalogue.all.map(({ name }) => name)).toEqual([
      'docker-model-runner',
      'lemonade',
      'litellm',
      'llamacpp',
      'lm-studio',
      'lmdeploy',
      'ollama',
      'omlx',
      'sglang',
      'vllm',
      'vllm-mlx',
      'openai-compatible',
    ]);
  });

  it('offers every type but the generic one, then auto', () => {
    expect(catalogue.typeNames().join(' ')).toBe(
      'docker-model-runner lemonade litellm llamacpp lm-studio lmdeploy ollama omlx sglang vllm vllm-mlx auto',
    );
  });

  it.each([
    ['ollama', 'ollama'],
    ['OLLAMA', 'ollama'],
    ['lmstudio', 'lm-studio'],
    ['lm_studio', 'lm-studio'],
    ['LM-Studio', 'lm-studio'],
    ['dmr', 'docker-model-runner'],
    ['docker_model_runner', 'docker-model-runner'],
    ['openai', 'openai-compatible'],
    ['OpenAI_Compatible', 'openai-compatible'],
    ['vllm_mlx', 'vllm-mlx'],
    ['auto', 'auto'],
    ['', 'auto'],
  ])('knows type %p as %s', (type, name) => {
    expect(catalogue.canonical(type)).toBe(name);
  });

  it('knows no type that nobody declared', () => {
    expect(catalogue.canonical('tensorrt')).toBeUndefined();
    expect(catalogue.canonical('constructor')).toBeUndefined();
  });

  it('finds profiles by exact name only', () => {
    expect(catalogue.byName('lm-studio')?.modelPath).toBe('/api/v0/models');
    expect(catalogue.byName('lmstudio')).toBeUndefined();
  });

  it.each([
    ['lmstudio', 'lm-studio'],
    ['LMSTUDIO', 'lm-studio'],
    ['dmr', 'docker-model-runner'],
    ['openai', 'openai-compatible'],
    ['docker-model-runner', 'docker-model-runner'],
  ])('serves the segment %s with %s', (segment, name) => {
    expect(catalogue.byPrefix(segment)?.name).toBe(name);
  });

  it('serves neither auto nor unknown segments', () => {
    expect(catalogue.byPrefix('auto')).toBeUndefined();
    expect(catalogue.byPrefix('proxy')).toBeUndefined();
  });

  it('leaves a spelling that two claim to the first by name, whatever their order', () => {
    const own = (name: string): Profile => ({ ...catalogue.all[0]!, name, prefixes: ['gpu'], aliases: [] });
    expect(new ProfileCatalogue([own('beta'), own('alpha')]).byPrefix('gpu')?.name).toBe('alpha');
  });
});

describe('built-in profiles', () => {
  it.each([
    ['ollama', '/', '/api/tags', 'ollama'],
    ['lm-studio', '/v1/models', '/api/v0/models', 'openai'],
    ['llamacpp', '/health', '/v1/models', 'openai'],
    ['vllm', '/health', '/v1/models', 'openai'],
    ['vllm-mlx', '/health', '/v1/models', 'openai'],
    ['sglang', '/health', '/v1/models', 'openai'],
    ['lmdeploy', '/health', '/v1/models', 'openai'],
    ['omlx', '/health', '/v1/models', 'openai'],
    ['litellm', '/health', '/v1/models', 'openai'],
    ['lemonade', '/api/v1/health', '/api/v1/models', 'openai'],
    ['docker-model-runner', '/engines/v1/models', '/engines/v1/models', 'openai'],
    ['openai-compatible', '/v1/models', '/v1/models', 'openai'],
  ])('checks %s at %s and lists at %s', (name, healthPath, modelPath, listFormat) => {
    expect(catalogue.byName(name)).toMatchObject({
      healthPath,
      modelPath,
      listFormat,
      openaiCompatible: true,
    });
  });
});
