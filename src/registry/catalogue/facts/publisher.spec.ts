import { defaultModelRules } from '../rules/index.js';
import { publisherOf } from './publisher.js';

describe('publisherOf', () => {
  it.each([
    ['phi-4', 'microsoft', 'microsoft'],
    ['google/gemma-2', '', 'google'],
    ['google/gemma-2', 'someone', 'someone'],
    ['hf.co/org/model', '', 'hf.co'],
    ['llama3.2:1b', '', 'meta'],
    ['codellama-34b', '', 'meta'],
    ['Qwen2.5-Coder', '', 'alibaba'],
    ['starcoder2-15b', '', 'bigcode'],
    ['devstral-small-2505', '', 'mistral'],
    ['gpt-oss:20b', '', 'openai'],
    ['/phi', '', ''],
    ['custom-model', '', ''],
  ])('says who made %s', (name, told, publisher) => {
    expect(publisherOf(name, told, defaultModelRules())).toBe(publisher);
  });

  it('goes by the longest beginning', () => {
    const publishers = new Map([['ab', 'short'], ['abc', 'long'], ['a', 'shortest']]); // prettier-ignore
    expect(publisherOf('abcd', '', { publishers })).toBe('long');
  });
});
