import { ProfileCatalogue } from './profile-catalogue.js';

const catalogue = new ProfileCatalogue();
const supporters = (path: string): string[] => [...(catalogue.supportingPath(path) ?? [])];

describe('supportingPath', () => {
  it.each(['/v1/chat/completions', '/v1/completions'])('says that the usual servers answer %s', (path) => {
    expect(supporters(path)).toEqual(expect.arrayContaining(['ollama', 'lm-studio', 'openai-compatible']));
  });

  it('says that Ollama answers /api/generate and LM Studio does not', () => {
    expect(supporters('/api/generate')).toEqual(['ollama']);
  });

  it('knows a path by its suffix', () => {
    const found = catalogue.supportingPath('/some/deep/prefix/v1/completions');
    expect(found).toBe(catalogue.supportingPath('/other/v1/completions'));
    expect([...found!]).toEqual(expect.arrayContaining(['ollama', 'lm-studio', 'openai-compatible']));
    expect(supporters('/prefix/api/generate')).toContain('ollama');
    expect(supporters('/prefix/api/generate')).not.toContain('lm-studio');
  });

  it('prefers an exact path to every suffix', () => {
    expect(supporters('/api/v1/chat/completions')).toEqual(['lemonade']);
    expect(supporters('/engines/v1/embeddings')).toEqual(['docker-model-runner']);
  });

  it('joins the profiles of all suffixes, the generic one last', () => {
    const names = supporters('/x/api/v1/chat/completions');
    expect(names).toEqual(expect.arrayContaining(['lemonade', 'ollama', 'vllm']));
    expect(names.at(-1)).toBe('openai-compatible');
  });

  it('leaves paths that end in a slash to those who list the root', () => {
    expect(supporters('/v1/anything/')).toEqual(['litellm', 'ollama']);
  });

  it.each(['', '/unknown', '/v1/audio/speech', '/V1/MODELS'])('knows nobody for %p', (path) => {
    expect(catalogue.supportingPath(path)).toBeUndefined();
    expect(catalogue.supportingPath(path)).toBeUndefined();
  });

  it('gives the same object for the same answer, however many paths came between', () => {
    const first = catalogue.supportingPath('/a/v1/models');
    for (let i = 0; i < 5_000; i++) catalogue.supportingPath(`/${i}/v1/models`);
    expect(catalogue.supportingPath('/a/v1/models')).toBe(first);
    expect(catalogue.supportingPath(`/${'x'.repeat(4_000)}/v1/models`)).toBe(first);
  });
});
