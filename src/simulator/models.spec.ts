import { Catalogue, factsOf } from './models.js';

describe('factsOf', () => {
  it.each([
    ['llama3.2:3b', { kind: 'llm', family: 'llama', parameterSize: '3B', quantization: 'Q4_K_M' }],
    ['Qwen3-4B-Instruct-Q5_K_M.gguf', { family: 'qwen', parameterSize: '4B', quantization: 'Q5_K_M' }],
    ['nomic-embed-text', { kind: 'embeddings', family: 'nomic-bert', maxContext: 2_048 }],
    ['llava:13b', { kind: 'vlm', parameters: 13e9 }],
  ])('knows %s by its name', (name, facts) => {
    expect(factsOf(name)).toMatchObject(facts);
  });
});

describe('Catalogue', () => {
  it('adds the implicit tag and forgets about case only where that is the custom', () => {
    const names = ['llama3', 'Phi:latest'];
    expect(new Catalogue(names, true).find('LLAMA3:latest')?.name).toBe('llama3');
    expect(new Catalogue(names, true).find('phi')?.name).toBe('Phi:latest');
    expect(new Catalogue(names, false).find('llama3:latest')).toBeUndefined();
  });
});
