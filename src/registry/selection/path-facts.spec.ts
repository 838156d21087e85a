import { ProfileCatalogue } from '../profiles/index.js';
import { PathInspector } from './path-facts.js';

const inspector = new PathInspector(new ProfileCatalogue());
const supporters = (path: string): string[] => [...(inspector.factsOf(path).supporters ?? [])].sort();

describe('PathInspector', () => {
  it('counts as supporters of an operation those who have a path of their own for it', () => {
    expect(supporters('/v1/chat/completions')).toEqual(
      expect.arrayContaining(['docker-model-runner', 'lemonade', 'ollama', 'openai-compatible', 'vllm']),
    );
    expect(supporters('/v1/rerank')).toEqual(expect.arrayContaining(['lemonade', 'omlx', 'vllm']));
    expect(supporters('/v1/rerank')).not.toContain('ollama');
  });

  it('takes a spelling of one kind of server for that kind', () => {
    expect(supporters('/engines/v1/chat/completions')).toEqual(['docker-model-runner']);
    expect(supporters('/api/v1/chat/completions')).toEqual(['lemonade']);
    expect(supporters('/deep/prefix/api/chat')).toEqual(['ollama']);
  });

  it('knows nothing of other paths', () => {
    expect(inspector.factsOf('/unknown/path')).toMatchObject({ supporters: undefined, routesModel: false });
  });

  it("lets Ollama's embeddings go by their model although no profile lists them", () => {
    expect(inspector.factsOf('/api/embed')).toMatchObject({ supporters: undefined, routesModel: true });
  });

  it('gives the same object for the same answer', () => {
    expect(inspector.factsOf('/v1/embeddings')).toBe(inspector.factsOf('/v1/embeddings'));
    expect(inspector.factsOf('/api/chat')).toBe(inspector.factsOf('/x/api/chat'));
  });
});
