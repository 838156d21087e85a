import { state } from '../../../test/support/builders.js';
import type { Catalogue } from '../catalogue/catalogue.js';
import type { UnifiedModel } from '../catalogue/unified-model.js';
import { capabilityUnavailable, endpointsAble, endpointsWith, hasCapability } from './index.js';

const url = (name: string): string => `http://${name}:11434`;
const A = state({ name: 'a' });
const B = state({ name: 'b' });
const C = state({ name: 'c' });
const ALL = [A, B, C];

/** Models as name, capabilities and hosts. */
function catalogue(...models: readonly (readonly [name: string, can: string, hosts: string])[]): Catalogue {
  return {
    models: models.map(
      ([name, can, hosts]) =>
        ({
          id: name,
          aliases: [{ name, source: 'ollama' }],
          capabilities: can.split(' '),
          sources: Array.from(hosts, (host) => ({ endpointUrl: url(host), nativeName: name })),
        }) as unknown as UnifiedModel,
    ),
    find: () => undefined,
    equivalents: () => undefined,
  };
}

describe('hasCapability', () => {
  it.each([
    ['chat', ['chat-completion'], true],
    ['chat_completion', ['chat'], true],
    ['text', ['completion'], true],
    ['completion', ['text'], false],
    ['embedding', ['embeddings'], true],
    ['vision', ['image'], true],
    ['vision_understanding', ['vision'], true],
    ['image', ['vision'], false],
    ['code', ['code-generation'], true],
    ['code_generation', ['code_generation'], true],
    ['code-generation', ['code'], true],
    ['function', ['function_calling'], true],
    ['function_calling', ['function-calling'], true],
    ['function_calling', ['tools'], true],
    ['tools', ['function_calling'], false],
    ['tools', ['tools'], true],
    ['stream', ['streaming'], true],
    ['long_context', ['long-context'], true],
    ['Reasoning', ['reasoning'], true],
    ['unheard-of', ['chat', 'text'], false],
    ['constructor', ['chat'], false],
    ['chat', [], false],
  ])('%s asked of %j: %p', (asked, capabilities, expected) => {
    expect(hasCapability(capabilities, asked)).toBe(expected);
  });
});

describe('endpointsWith', () => {
  const models = catalogue(
    ['text', 'text-generation', 'abc'],
    ['eyes', 'text-generation vision', 'ab'],
    ['hands', 'text-generation tools', 'b'],
    ['code', 'code-generation', 'c'],
  );

  it('keeps the endpoints that have an able model', () => {
    expect(endpointsWith(['vision'], ALL, models)).toEqual([A, B]);
    expect(endpointsWith(['code'], ALL, models)).toEqual([C]);
  });

  it('asks for every need, if of different models', () => {
    expect(endpointsWith(['vision', 'functions'], ALL, models)).toEqual([B]);
  });

  it('takes the one word for tools as for the other', () => {
    const mixed = catalogue(['x', 'tools', 'a'], ['y', 'function-calling', 'b'], ['z', 'chat', 'c']);
    expect(endpointsWith(['functions'], ALL, mixed)).toEqual([A, B]);
  });

  it.each([
    ['nothing is needed', [], ALL],
    ['nobody can do it', ['embeddings'], ALL],
    ['nobody can do all of it', ['vision', 'code'], ALL],
    ['no candidate can do it', ['code'], [A, B]],
  ] as const)('gives back what it was given when %s', (_when, needs, candidates) => {
    expect(endpointsWith(needs, candidates, models)).toBe(candidates);
  });

  it('sees a new catalogue with new eyes', () => {
    expect(endpointsWith(['vision'], ALL, catalogue(['eyes', 'vision', 'c']))).toEqual([C]);
  });
});

describe('endpointsAble', () => {
  const models = catalogue(
    ['Llama:latest', 'text-generation vision', 'ab'],
    ['llama:latest', 'text-generation', 'c'],
    ['own-name', 'tools vision', 'c'],
  );

  it('goes by the model that is named, on each endpoint', () => {
    expect(endpointsAble(['vision'], { model: 'llama:latest' }, ALL, models)).toEqual([A, B]);
    expect(endpointsAble(['vision'], { model: 'llama' }, ALL, models)).toEqual([A, B]);
    expect(endpointsAble(['vision', 'functions'], { model: 'llama' }, ALL, models)).toEqual([]);
  });

  it('goes by what each endpoint calls it', () => {
    const names = new Map([
      [url('a'), 'Llama:latest'],
      [url('c'), 'own-name'],
    ]);
    expect(endpointsAble(['vision'], { model: 'virt', names }, ALL, models)).toEqual([A, C]);
  });

  it('lets everybody through when nothing is needed', () => {
    expect(endpointsAble([], { model: 'gone' }, ALL, models)).toBe(ALL);
    expect(endpointsAble(['vision'], { model: 'gone' }, ALL, models)).toEqual([]);
  });

  it('refuses in the name of the strategy that had decided', () => {
    const found = { strategy: 'strict', action: 'routed', status: 200, reason: 'model_found' } as const;
    expect(capabilityUnavailable(found)).toEqual({
      strategy: 'strict',
      action: 'rejected',
      status: 422,
      reason: 'capability_unavailable',
    });
  });
});
