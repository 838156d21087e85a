import { ProfileCatalogue } from './profiles/index.js';
import { SurfaceTable } from './surface-table.js';

const table = new SurfaceTable(new ProfileCatalogue());
const provider = (path: string): string => {
  const surface = table.lookup(path);
  return surface.kind === 'forward' ? `${surface.prefix} ${surface.scope.provider}` : surface.kind;
};

describe('SurfaceTable', () => {
  it.each([
    ['/olla/proxy/v1/x', '/olla/proxy '],
    ['/olla/ollama/', '/olla/ollama ollama'],
    ['/olla/lmstudio/v1/x', '/olla/lmstudio lm-studio'],
    ['/olla/LM_Studio/v1/x', '/olla/LM_Studio lm-studio'],
    ['/olla/dmr/engines/v1/x', '/olla/dmr docker-model-runner'],
    ['/olla/openai/v1/x', '/olla/openai openai'],
    ['/olla/openai-compatible/v1/x', '/olla/openai-compatible openai'],
    ['/olla/VLLM/v1/x', '/olla/VLLM vllm'],
  ])('%s goes to %s', (path, expected) => expect(provider(path)).toBe(expected));

  it.each(['/olla/', '/olla/nosuch/v1/x', '/ollama/x', '/', '/olla'])('%s is not there', (path) => {
    expect(table.lookup(path)).toMatchObject({ kind: 'refuse', status: 404 });
  });

  it('sends a prefix without its slash on to the one with it', () => {
    expect(table.lookup('/olla/ollama')).toEqual({ kind: 'redirect', location: '/olla/ollama/' });
  });

  it('closes a provider to other types, except openai', () => {
    const scope = (path: string) => {
      const surface = table.lookup(path);
      return surface.kind === 'forward' ? surface.scope : undefined;
    };
    expect([...scope('/olla/vllm/')!.profiles!]).toEqual(['vllm']);
    expect(scope('/olla/vllm/')!.failClosed).toBe(true);
    expect(scope('/olla/openai/')!.failClosed).toBe(false);
    expect(scope('/olla/openai/')!.profiles!.has('vllm')).toBe(true);
    expect(scope('/olla/vllm/')).toBe(scope('/olla/VLLM/'));
  });
});
