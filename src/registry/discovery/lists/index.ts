export { type Answer, ListFetcher } from './list-fetcher.js';
export { ListMemory } from './list-memory.js';
export { ListReader, type ModelList } from './list-reader.js';
export { formatsOf, listSources, type ListSource } from './list-source.js';
