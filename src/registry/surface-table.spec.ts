import type { Surface } from '../core/surface.js';
import { type Profile, ProfileCatalogue } from './profiles/index.js';
import { SurfaceTable } from './surface-table.js';

const profiles = new ProfileCatalogue();
const table = new SurfaceTable(profiles);

/** What a path asks for, in a few words. */
function brief(path: string, of = table): string {
  const surface: Surface = of.lookup(path);
  switch (surface.kind) {
    case 'forward':
      return `forward ${surface.prefix} ${surface.scope.provider}`;
    case 'listing':
      return `list ${surface.format} ${surface.scope.provider}${surface.filters ? ' filtered' : ''}`;
    case 'model':
      return `${surface.shape} model ${surface.scope.provider} ${surface.id}`;
    case 'gather':
      return `gather ${surface.what}`;
    case 'redirect':
      return `redirect ${surface.location}`;
    case 'refuse':
      return `${surface.status} ${surface.text}`;
  }
}

/** A profile like vLLM's, but for what a test says. */
const custom = (over: Partial<Profile>): Profile => ({ ...profiles.byName('vllm')!, name: 'acme', ...over });
const tableWith = (...over: Partial<Profile>[]): SurfaceTable =>
  new SurfaceTable(new ProfileCatalogue([...profiles.all, ...over.map(custom)]));

describe('SurfaceTable', () => {
  it.each([
    ['/olla/proxy/v1/x', 'forward /olla/proxy '],
    ['/olla/ollama/', 'forward /olla/ollama ollama'],
    ['/olla/lmstudio/v1/x', 'forward /olla/lmstudio lm-studio'],
    ['/olla/LM_Studio/v1/x', 'forward /olla/LM_Studio lm-studio'],
    ['/olla/dmr/engines/v1/x', 'forward /olla/dmr dmr'],
    ['/olla/dmr/engines/llama.cpp/v1/models', 'forward /olla/dmr dmr'],
    ['/olla/openai/v1/x', 'forward /olla/openai openai'],
    ['/olla/openai-compatible/v1/x', 'forward /olla/openai-compatible openai'],
    ['/olla/VLLM/v1/x', 'forward /olla/VLLM vllm'],
    ['/olla/ollama/api/show', 'forward /olla/ollama ollama'],
    ['/olla/ollama/api/tags/', 'forward /olla/ollama ollama'],
    ['/olla/vllm/v1/models/', 'forward /olla/vllm vllm'],
    ['/olla/vllm/v1/modelsx', 'forward /olla/vllm vllm'],
  ])('%s goes to a backend: %s', (path, expected) => expect(brief(path)).toBe(expected));

  it.each([
    ['/olla/models', 'list unified  filtered'],
    ['/olla/proxy/v1/models', 'list openai openai'],
    ['/olla/openai/v1/models', 'list openai openai'],
    ['/olla/openai-compatible/v1/models', 'list openai openai'],
    ['/olla/vllm/v1/models', 'list openai vllm'],
    ['/olla/VLLM/v1/models', 'list openai vllm'],
    ['/olla/ollama/api/tags', 'list ollama ollama'],
    ['/olla/Ollama/api/tags', 'list ollama ollama'],
    ['/olla/ollama/v1/models', 'list openai ollama'],
    ['/olla/lm_studio/v1/models', 'list openai lm-studio'],
    ['/olla/lm-studio/api/v1/models', 'list openai lm-studio'],
    ['/olla/LM_STUDIO/api/v0/models', 'list lmstudio lm-studio'],
    ['/olla/lemonade/v1/models', 'list openai lemonade'],
    ['/olla/lemonade/api/v1/models', 'list lemonade lemonade'],
    ['/olla/dmr/engines/v1/models', 'list docker-model-runner dmr'],
    ['/olla/anthropic/v1/models', 'list anthropic '],
  ])('%s is answered: %s', (path, expected) => expect(brief(path)).toBe(expected));

  it.each([
    ['/olla/models/llama3:8b', 'unified model  llama3:8b'],
    ['/olla/models/org/model', 'unified model  org/model'],
    ['/olla/models/org%2Fmodel', 'unified model  org/model'],
    ['/olla/models/100%', 'unified model  100%'],
    ['/olla/models/', 'unified model  '],
    ['/olla/vllm/v1/models/m1', 'openai model vllm m1'],
    ['/olla/LMStudio/v1/models/a%20b', 'openai model lm-studio a b'],
    ['/olla/proxy/v1/models/org/m', 'openai model  org/m'],
  ])('%s is one model: %s', (path, expected) => expect(brief(path)).toBe(expected));

  it.each([
    ['/olla/ollama/api/ps', 'gather ps'],
    ['/olla/ollama/api/version', 'gather version'],
    ['/olla/ollama/api/list', '501 running models list not supported in multi-instance proxy'],
    ['/olla/OLLAMA/api/pull', '501 model management operations not supported by proxy'],
    ['/olla/ollama/api/delete', '501 model management operations not supported by proxy'],
  ])('%s belongs to the facade: %s', (path, expected) => expect(brief(path)).toBe(expected));

  it.each([
    '/olla/',
    '/olla/nosuch/v1/x',
    '/olla/nosuch',
    '/ollama/x',
    '/',
    '/olla',
    '/olla/anthropic/v1/x',
    '/olla/MODELS/x',
  ])('%s is not there', (path) => expect(brief(path)).toBe('404 404 page not found'));

  it('has no Anthropic list when the translator is off', () => {
    const without = new SurfaceTable(profiles, { anthropic: false });
    expect(brief('/olla/anthropic/v1/models', without)).toBe('404 404 page not found');
  });

  it('sends a prefix without its slash on to the one with it', () => {
    expect(brief('/olla/ollama')).toBe('redirect /olla/ollama/');
    expect(brief('/olla/LMStudio')).toBe('redirect /olla/LMStudio/');
    expect(brief('/olla/proxy')).toBe('redirect /olla/proxy/');
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

  it('answers with the same surface each time, so that nothing is made for a request', () => {
    for (const path of ['/olla/vllm/v1/x', '/olla/vllm/v1/models']) {
      expect(table.lookup(path)).toBe(table.lookup(path));
    }
  });
});

describe('SurfaceTable with a company’s own profile', () => {
  it('lists on its native path only where the file names one', () => {
    const own = { prefixes: ['acme'], modelPath: '/list/all', listsNatively: true };
    expect(brief('/olla/acme/list/all', tableWith(own))).toBe('list acme acme');
    expect(brief('/olla/acme/list/all', tableWith({ ...own, listsNatively: false }))).toBe(
      'forward /olla/acme acme',
    );
  });

  it('has the usual list only where it is usual', () => {
    const odd = tableWith({ prefixes: ['acme'], openaiCompatible: false });
    expect(brief('/olla/acme/v1/models', odd)).toBe('forward /olla/acme acme');
  });

  it('gives a prefix to the first who claims it, and never proxy and models', () => {
    const many = tableWith({ prefixes: ['my_acme', 'vllm', 'proxy', 'models'], name: 'zeta' });
    expect(brief('/olla/vllm/v1/x', many)).toBe('forward /olla/vllm vllm');
    expect(brief('/olla/proxy/v1/x', many)).toBe('forward /olla/proxy ');
    expect(brief('/olla/models/x', many)).toBe('unified model  x');
    expect(brief('/olla/my_acme/v1/models', many)).toBe('list openai my-acme');
  });

  it('may have the prefix anthropic, beside the translator’s routes', () => {
    const claude = tableWith({ prefixes: ['anthropic'] });
    expect(brief('/olla/anthropic/v1/messages/batches', claude)).toBe('forward /olla/anthropic anthropic');
    expect(brief('/olla/anthropic/v1/models', claude)).toBe('list anthropic ');
  });

  it('has no routes without a prefix', () => {
    expect(brief('/olla/acme/v1/x', tableWith({ prefixes: [] }))).toBe('404 404 page not found');
  });
});
