import type { ModelFacts } from '../models.js';

/** Whose model it is: what stands before the slash, else the community. */
export function publisherOf({ name }: ModelFacts): string {
  const slash = name.indexOf('/');
  return slash > 0 ? name.slice(0, slash) : 'lmstudio-community';
}
