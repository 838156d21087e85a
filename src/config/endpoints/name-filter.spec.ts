import { bothFilters, nameFilter } from './name-filter.js';

const kept = (filter: { include?: string[]; exclude?: string[] } | undefined, names: string[]) =>
  names.filter(nameFilter(filter && { include: [], exclude: [], ...filter }));

describe('nameFilter', () => {
  it.each([
    [undefined, ['a', 'b'], ['a', 'b']],
    [{}, ['a', 'b'], ['a', 'b']],
    [{ include: ['*'] }, ['a', 'b'], ['a', 'b']],
    [{ include: ['*'], exclude: ['a'] }, ['a', 'b'], ['b']],
    [{ include: ['ollama'], exclude: ['*'] }, ['ollama', 'x'], []],
    [{ exclude: ['deepseek*', '*uncensored*'] }, ['deepseek-r1', 'an-uncensored-x', 'llama'], ['llama']],
    [{ include: ['*-7b', '*-13b'] }, ['a-7b', 'a-13b', 'a-70b'], ['a-7b', 'a-13b']],
    [{ include: ['LLAMA*'] }, ['llama3', 'Llama2', 'mistral'], ['llama3', 'Llama2']],
    [{ include: ['llama3'] }, ['llama3', 'llama3.1'], ['llama3']],
    [{ include: ['llama*'], exclude: ['llama-uncensored'] }, ['llama-x', 'llama-uncensored'], ['llama-x']],
    [
      { exclude: ['*embed*', 'bge-*'] },
      ['nomic-embed-text', 'bge-m3', 'llama3-8b', 'mistral-7b'],
      ['llama3-8b', 'mistral-7b'],
    ],
    [{ include: ['o*'] }, ['ollama', 'omlx', 'vllm'], ['ollama', 'omlx']],
    [{ include: ['a.b/*'] }, ['a.b/c', 'axb/c'], ['a.b/c']],
    [{ include: ['qwen*coder*'] }, ['Qwen2.5-Coder:7b', 'qwen3', 'coder-qwen'], ['Qwen2.5-Coder:7b']],
    [{ exclude: ['*-vl*b'] }, ['qwen-vl-7b', 'qwen-7b'], ['qwen-7b']],
  ])('with %j keeps of %j only %j', (filter, names, expected) => {
    expect(kept(filter, names)).toEqual(expected);
  });
});

describe('bothFilters', () => {
  const all = nameFilter(undefined);
  const llamas = nameFilter({ include: ['llama*'], exclude: [] });
  const small = nameFilter({ include: ['*-7b'], exclude: [] });

  it('keeps what both keep', () => {
    expect(['llama-7b', 'llama-70b', 'qwen-7b'].filter(bothFilters(llamas, small))).toEqual(['llama-7b']);
  });

  it('costs nothing more when one of them keeps everything', () => {
    expect(bothFilters(all, small)).toBe(small);
    expect(bothFilters(llamas, nameFilter({ include: [], exclude: [] }))).toBe(llamas);
  });
});
