import type { Model } from '../../../core/model.js';
import { defaultModelRules } from '../rules/index.js';
import { Memory } from './memory.js';
import { ModelReader } from './model-reader.js';

const rules = defaultModelRules();
const families = (reader: ModelReader, ...models: readonly Model[]): string[] =>
  reader.read(models).map(({ family, variant }) => `${family}/${variant}`);

const MODELS: readonly Model[] = [
  { name: 'gemma3:12b', details: { family: 'gemma3' } },
  { name: 'mix', details: { families: ['clip', 'llama'] } },
  { name: 'mistral:7b' },
  { name: 'huggingface.co/bartowski/llama-3.2-1b' },
];

describe('ModelReader', () => {
  it('takes the family of a server as it is, without a variant', () => {
    expect(families(new ModelReader(rules), ...MODELS)).toEqual(['gemma3/', 'clip/', 'mistral/:7b', '/']);
  });

  it('makes families and variants ours when told to', () => {
    expect(families(new ModelReader(rules, true), ...MODELS)).toEqual([
      'gemma/3',
      'clip/',
      'mistral/7b',
      'llama/3.2',
    ]);
  });

  it('reads a list once for as long as it is the same', () => {
    const reader = new ModelReader(rules);
    expect(reader.read(MODELS)).toBe(reader.read(MODELS));
    expect(reader.read([...MODELS])).toEqual(reader.read(MODELS));
  });

  it('passes over what is no model', () => {
    const holes = [null, undefined, {}, { name: '' }, { name: 'm' }] as unknown as readonly Model[];
    expect(new ModelReader(rules).read(holes).map(({ name }) => name)).toEqual(['m']);
  });
});

describe('Memory', () => {
  it('works a key out once', () => {
    const work = jest.fn((key: string) => key.length);
    const memory = new Memory<number>(10);
    expect([memory.of('abc', work), memory.of('abc', work)]).toEqual([3, 3]);
    expect(work).toHaveBeenCalledTimes(1);
  });

  it('never holds more than its limit', () => {
    const work = jest.fn((key: string) => key);
    const memory = new Memory<string>(2);
    for (const key of ['a', 'b', 'c', 'c', 'a']) memory.of(key, work);
    expect(work.mock.calls.map(([key]) => key)).toEqual(['a', 'b', 'c', 'a']);
  });
});
