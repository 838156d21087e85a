import { nameFilter } from './name-filter.js';

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
  ])('with %j keeps of %j only %j', (filter, names, expected) => {
    expect(kept(filter, names)).toEqual(expected);
  });
});
