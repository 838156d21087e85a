import { exchange } from '../../../test/support/builders.js';
import { ConfigSource, ModelRegistryConfig, type OllaConfig } from '../../config/index.js';
import { Live } from '../../core/live.js';
import { CapabilityInspector } from './capability.inspector.js';

class Mode extends ConfigSource {
  readonly live: Live<OllaConfig>;

  constructor(capabilityRouting: ModelRegistryConfig['capabilityRouting']) {
    super();
    const modelRegistry = Object.assign(new ModelRegistryConfig(), { capabilityRouting });
    this.live = new Live({ modelRegistry } as OllaConfig);
  }
}

interface Asked {
  readonly mode?: ModelRegistryConfig['capabilityRouting'];
  readonly model?: string;
  readonly path?: string;
  readonly type?: string;
}

function needs(body: object | string, asked: Asked = {}): readonly string[] {
  const { mode = 'prefer', type = 'application/json', ...rest } = asked;
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const made = exchange({ ...rest, body: text, headers: ['Content-Type', type] });
  new CapabilityInspector(new Mode(mode)).inspect(made);
  return made.needs;
}

const user = (content: unknown): object => ({ messages: [{ role: 'user', content }] });
const system = (content: unknown): object => ({ messages: [{ role: 'system', content }] });
const IMAGE = user([
  { type: 'text', text: 'what?' },
  { type: 'image_url', image_url: { url: 'x' } },
]);

describe('CapabilityInspector', () => {
  it.each([
    ['an image by its address', IMAGE, ['vision']],
    ['an image itself', user([{ type: 'image', source: {} }]), ['vision']],
    ['an image inside a text', user([{ type: 'text', text: 'data:image/png;base64,AAAA' }]), ['vision']],
    ['an image as the whole content', user({ type: 'image_url' }), ['vision']],
    [
      'an image in a later message',
      { messages: [{}, null, 5, { content: [null, 'x', { type: 'image' }] }] },
      ['vision'],
    ],
    ['tools', { tools: [{ type: 'function' }] }, ['functions']],
    ['functions', { functions: [{}] }, ['functions']],
    ['a choice of tools', { tool_choice: 'auto' }, ['functions']],
    ['a function call', { function_call: {} }, ['functions']],
    ['a language', { language: 'python' }, ['code']],
    ['a model for code', { code_model: true }, ['code']],
    ['instructions about code', system('You are a PROGRAMMING aid'), ['code']],
    [
      'much at once',
      { tools: [1], messages: [{ role: 'system', content: 'debug' }, { content: [{ type: 'image' }] }] },
      ['vision', 'functions', 'code'],
    ],
  ])('sees %s', (_what, body, expected) => {
    expect(needs(body)).toEqual(expected);
  });

  it.each([
    ['plain words', user('describe an image of data:image/png')],
    ['words about an image in a part', user([{ type: 'text', text: 'see data:image/png' }])],
    ['null', { tools: null, functions: null, tool_choice: null, function_call: null }],
    ['an empty list of tools', { tools: [] }],
    ['an empty language', { language: '' }],
    ['a language that is no text', { language: ['python'] }],
    ['a model that is not for code', { code_model: false }],
    ['a code_model that is not true', { code_model: 1 }],
    ['a user who speaks of code', user('write a function')],
    ['instructions in parts', system([{ type: 'text', text: 'write code' }])],
    ['nested keys', { metadata: { tools: [1], messages: [{ content: [{ type: 'image' }] }] } }],
    ['messages that are no list', { messages: { type: 'image', role: 'system' } }],
    ['an array', [IMAGE]],
    ['nothing', ''],
    ['no JSON', 'tools=1'],
    ['a body that breaks off', '{"tools":[1],"messages":['],
    ['messages that nobody can read', '{"messages":["image" nonsense]}'],
  ])('sees nothing in %s', (_what, body) => {
    expect(needs(body)).toEqual([]);
  });

  it.each([
    ['/v1/embeddings', { input: 'x' }, ['embeddings']],
    ['/api/embed', { input: ['x'] }, ['embeddings']],
    ['/api/embeddings', { prompt: 'x' }, ['embeddings']],
    ['/v1/embeddings', { input: null }, []],
    ['/v1/responses', { input: 'x' }, []],
    ['/v1/completions', { prompt: 'x' }, []],
  ])('on %s sees in %j %j', (path, body, expected) => {
    expect(needs(body, { path })).toEqual(expected);
  });

  it.each([
    ['another kind of body', { type: 'text/plain' }],
    ['a model that is named', { model: 'm' }],
    ['a configuration that does not care', { mode: 'off' as const }],
    ['a configuration that does not care, with a model', { mode: 'off' as const, model: 'm' }],
  ])('does not look at %s', (_what, asked) => {
    expect(needs(IMAGE, asked)).toEqual([]);
  });

  it('looks in spite of parameters and letter case of the content type', () => {
    expect(needs(IMAGE, { type: 'Application/JSON; charset=utf-8' })).toEqual(['vision']);
  });

  it('looks at a named model as well where that is required, and guesses nothing', () => {
    const asked = { mode: 'require', model: 'm' } as const;
    expect(needs({ ...IMAGE, tools: [1] }, asked)).toEqual(['vision', 'functions']);
    expect(needs({ ...system('code'), language: 'go', code_model: true }, asked)).toEqual([]);
    expect(needs(system('code'), { mode: 'require' })).toEqual(['code']);
  });

  it('does not look into more than a mebibyte', () => {
    const padded = (size: number): string => {
      const text = JSON.stringify({ tools: [1], pad: '' });
      return text.replace('""', `"${'x'.repeat(size - text.length)}"`);
    };
    expect(needs(padded(1024 * 1024))).toEqual(['functions']);
    expect(needs(padded(1024 * 1024 + 1))).toEqual([]);
  });
});
