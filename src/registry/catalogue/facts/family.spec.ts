import { defaultModelRules } from '../rules/index.js';
import { byPattern, familyOf, normalisedFamily } from './family.js';

const rules = defaultModelRules();
const slashed = ({ family, variant }: { family: string; variant: string }): string => `${family}/${variant}`;

describe('familyOf', () => {
  it.each([
    ['llama3.2:1b', 'llama/3.2'],
    ['llama-3.2-1b', 'llama/3.2'],
    ['gemma3:12b', 'gemma/3'],
    ['phi-4-mini', 'phi/4'],
    ['qwen2.5-coder', 'qwen/2.5'],
    ['mistral-7b', 'mistral/7b'],
    ['mistral:7b', 'mistral/:7b'],
    ['mixtral-8x7b', 'mixtral/8x7b'],
    ['microsoft/phi-4-mini-reasoning', 'phi/4'],
    ['google/gemma-2-9b', 'gemma/2'],
    ['codellama-34b', 'codellama/34b'],
    ['gpt2', 'gpt/2'],
    ['gpt-4o', 'gpt/'],
    ['gpt-j-6b', 'gpt/j'],
    ['gpt-neox-20b', 'gpt/neox'],
    ['unknown-model', '/'],
    ['yi-34b', 'yi/34b'],
    ['deepseek-coder', 'deepseek/coder'],
    ['glm-4.5-air', 'glm/4.5'],
    ['glm4', 'glm/4'],
    ['gpt-oss:20b', 'gpt-oss/20b'],
    ['gpt-ossify-1b', 'gpt/'],
    ['kimi-k2', 'kimi/'],
    ['kimi.k2', 'kimi/'],
    ['granite3.3:8b', 'granite/3.3'],
    ['granitehybrid', 'granite/'],
    ['devstral-small-2505', 'devstral/small-2505'],
    ['exaone-4.0-32b', 'exaone/4.0'],
    ['seed-oss-36b-instruct', 'seed-oss/36b-instruct'],
    ['olmo2-13b', 'olmo/2'],
    ['command-r-plus', 'command-r/plus'],
    ['zai-org/glm-4.6', 'glm/4.6'],
    ['moonshotai/Kimi-K2-Instruct', 'kimi/'],
    ['deepseek-ai/DeepSeek-Coder-V2-Instruct', 'deepseek-coder-v2/'],
    ['kimi/llama-3-8b', 'llama/3'],
    ['tf/forge-code-2.1-code', 'forge/code-2.1-code'],
    ['nomic-bert-v1.5', 'nomic-bert/'],
    ['deepseek-r1-distill-qwen-7b', 'deepseek/r1-distill-qwen-7b'],
    ['kimichef-70b', '/'],
    ['huggingface.co/bartowski/llama-3.2-1b-instruct-gguf', '/'],
    ['  Llama3:8B  ', 'llama/3'],
    ['seed_oss-36b', '/'],
    ['falcon', 'falcon/'],
    ['constructor', '/'],
    ['', '/'],
  ])('reads %s as %s', (name, expected) => {
    expect(slashed(familyOf(name, '', rules))).toBe(expected);
  });

  it.each([
    ['custom-name', 'phi3', 'phi/'],
    ['model', 'llama3.2', 'llama/3.2'],
    ['unknown', 'gemma3', 'gemma/3'],
    ['gemma-thing', 'gemma3', 'gemma/3'],
    ['model', 'glm4moe', 'glm/4moe'],
    ['model', 'granitemoe', 'granite/'],
    ['model', 'qwen3.5', 'qwen/3.5'],
    ['model', 'deepseek2', 'deepseek/2'],
    ['anything', 'nomic-bert', 'nomic-bert/'],
    ['moonshotai/Kimi-K2-Instruct', 'deepseek', 'kimi/'],
    ['moonshotai/Kimi-K2-Instruct', 'deepseek2', 'kimi/'],
    ['llama3:8b', 'never-heard-of', 'llama/3'],
  ])('reads %s of architecture %s as %s', (name, architecture, expected) => {
    expect(slashed(familyOf(name, architecture, rules))).toBe(expected);
  });

  it('takes the longest of the other names that a first word begins with', () => {
    const few = { ...rules, families: [], familyAliases: new Map([['ab', 'short'], ['abc', 'long']]) }; // prettier-ignore
    expect(familyOf('abcd-7b', '', few).family).toBe('long');
    expect(familyOf('abd-7b', '', few).family).toBe('short');
  });

  it('shows patterns no more of a name than they can deal with', () => {
    const { variant } = familyOf(`mistral-${'x'.repeat(100_000)}`, '', rules);
    expect(variant).toBe('x'.repeat(256 - 'mistral-'.length));
  });
});

describe('The patterns for families', () => {
  it.each([
    ...['kimichef-70b', 'nemotronian-model', 'hunyuanite-1b', 'minimaxwell-2', 'seed-ossify-1b'],
    ...['command-rocket-1b', 'devstralia-1b', 'glmania-1b', 'granitehybrid', 'exaonerous-1b', 'olmossy-1b'],
    ...['internlmish-1b', 'smollmish-1b', 'forgery-1b', 'gptx-70b', 'deepseeker-1b'],
  ])('do not take %s for a relative', (name) => {
    expect(byPattern(name, rules)).toBeUndefined();
  });

  it.each([
    ['kimi.k2', 'kimi'],
    ['kimi:latest', 'kimi'],
    ['glm4', 'glm'],
    ['gpt-ossify-1b', 'gpt'],
  ])('know %s', (name, family) => {
    expect(byPattern(name, rules)?.family).toBe(family);
  });

  it('pass over a match whose family is empty', () => {
    const families = [
      { pattern: /^(x?)y/, familyGroup: 1, variantGroup: 0 },
      { pattern: /^(y)(z)/, familyGroup: 1, variantGroup: 0 },
    ];
    expect(byPattern('yz', { families })).toEqual({ family: 'y', variant: '' });
  });
});

describe('normalisedFamily', () => {
  it.each([
    ['gemma3', 'gemma/3'],
    ['llama', 'llama/'],
    ['Qwen2_VL', 'qwen/2'],
    ['deepseek2', 'deepseek/2'],
    ['nomic-bert', 'nomic-bert/'],
    ['seed_oss', 'seed-oss/'],
  ])('makes %s ours: %s', (written, expected) => {
    expect(slashed(normalisedFamily(written, rules)!)).toBe(expected);
  });

  it('leaves a stranger alone', () => {
    expect(normalisedFamily('clip', rules)).toBeUndefined();
  });
});
