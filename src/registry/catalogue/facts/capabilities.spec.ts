import { defaultModelRules } from '../rules/index.js';
import { capabilitiesOf } from './capabilities.js';

const rules = defaultModelRules();
const of = (name: string, type = '', contextLength = 0, told?: readonly string[]): readonly string[] =>
  capabilitiesOf({ name, type, contextLength, told }, rules);

describe('capabilitiesOf', () => {
  it('gives a model of which nothing is known text generation', () => {
    expect(of('plain')).toEqual(['text-generation']);
  });

  it.each([
    ['bakllava-7b', '', 0, ['vision']],
    ['phi-4-mini-reasoning', 'llm', 0, ['reasoning', 'logic', 'chat', 'completion']],
    ['claude-3', '', 200_000, ['long-context']],
    [
      'codellama-instruct-vision',
      'vlm',
      128_000,
      ['vision', 'code-generation', 'instruction-following', 'chat', 'long-context'],
    ],
    ['qwen-math-7b', '', 0, ['mathematics', 'problem-solving']],
    ['starcoder2', '', 0, ['programming', 'code-completion']],
    ['Chatty-ASSISTANT', 'LLM', 0, ['instruction-following', 'completion']],
  ])('finds what %s (%s, %d) can do', (name, type, context, some) => {
    expect(of(name, type, context)).toEqual(expect.arrayContaining(some));
  });

  it.each(['embedding', 'embeddings', 'Embeddings'])('lets %s generate no text', (type) => {
    expect(of('any', type)).toEqual(['embeddings', 'similarity', 'vector-search']);
  });

  it('keeps what the server says, and sorts', () => {
    expect(of('plain', '', 0, ['tools', 'completion'])).toEqual(['completion', 'text-generation', 'tools']);
  });

  it.each([
    [31_999, ['text-generation']],
    [32_000, ['extended-context', 'text-generation']],
    [99_999, ['extended-context', 'text-generation']],
    [100_000, ['long-context', 'text-generation']],
    [999_999, ['long-context', 'text-generation']],
    [1_000_000, ['long-context', 'text-generation', 'ultra-long-context']],
  ])('labels a context of %d', (context, labels) => {
    expect(of('ctx', '', context)).toEqual(labels);
  });

  it('gives no label for which there is no threshold', () => {
    const clues = { name: 'x', type: '', contextLength: 2_000_000 };
    expect(capabilitiesOf(clues, { ...rules, contextThresholds: {} })).toEqual(['text-generation']);
  });
});
