import { BackendProfile } from './backend-profile.js';
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
    ['llama-cpp', 'llamacpp'],
    ['llama_cpp', 'llamacpp'],
    ['Llama.cpp', 'llamacpp'],
    ['docker', 'docker-model-runner'],
    [' ollama ', 'ollama'],
    ['auto', 'auto'],
    ['Auto', 'auto'],
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
    ['llama_cpp', 'llamacpp'],
  ])('serves the segment %s with %s', (segment, name) => {
    expect(catalogue.byPrefix(segment)?.name).toBe(name);
  });

  it('serves neither auto nor unknown segments', () => {
    expect(catalogue.byPrefix('auto')).toBeUndefined();
    expect(catalogue.byPrefix('proxy')).toBeUndefined();
  });

  it('leaves a spelling that two claim to the first by name, whatever their order', () => {
    const own = (name: string): Profile => ({ ...catalogue.all[0]!, name, prefixes: ['gpu'], aliases: [] });
    const shared = new ProfileCatalogue([own('beta'), own('alpha')]);
    expect(shared.byPrefix('gpu')?.name).toBe('alpha');
    expect(shared.disputes).toEqual([{ spelling: 'gpu', keeper: 'alpha', loser: 'beta' }]);
  });

  it('finds a prefix as it is spelled before one that is spelled alike', () => {
    const own = (name: string, prefix: string): Profile =>
      new BackendProfile({ name, routing: { prefixes: [prefix] } });
    const alike = new ProfileCatalogue([own('a', 'my-gpu'), own('b', 'My_GPU')]);
    expect(['my-gpu', 'My_GPU', 'MY_gpu'].map((prefix) => alike.byPrefix(prefix)?.name)).toEqual([
      'a',
      'b',
      'a',
    ]);
    expect(alike.disputes).toEqual([]);
  });

  it('has a type but no route for a profile without prefixes', () => {
    const plain = new ProfileCatalogue([new BackendProfile({ name: 'gpu' })]);
    expect(plain.canonical('gpu')).toBe('gpu');
    expect(plain.byPrefix('gpu')).toBeUndefined();
  });

  it('offers the generic profile for what it does not know, as long as there is one', () => {
    expect(catalogue.byNameOrGeneric('vllm')?.name).toBe('vllm');
    expect(catalogue.byNameOrGeneric('auto')?.name).toBe('openai-compatible');
    expect(new ProfileCatalogue([]).byNameOrGeneric('auto')).toBeUndefined();
  });
});

describe('built-in profiles', () => {
  it.each([
    ['ollama', '/', '/api/tags', 'ollama'],
    ['lm-studio', '/v1/models', '/api/v0/models', 'lmstudio'],
    ['llamacpp', '/health', '/v1/models', 'llamacpp'],
    ['vllm', '/health', '/v1/models', 'vllm'],
    ['vllm-mlx', '/health', '/v1/models', 'vllm-mlx'],
    ['sglang', '/health', '/v1/models', 'sglang'],
    ['lmdeploy', '/health', '/v1/models', 'lmdeploy'],
    ['omlx', '/health', '/v1/models', 'openai'],
    ['litellm', '/health', '/v1/models', 'openai'],
    ['lemonade', '/api/v1/health', '/api/v1/models', 'lemonade'],
    ['docker-model-runner', '/engines/v1/models', '/engines/v1/models', 'docker-model-runner'],
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
