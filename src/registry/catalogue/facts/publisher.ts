import type { ModelRules } from '../rules/index.js';

/** Who made a model: as told, else as the name says, else as its family suggests (models-and-health.md §11.7). */
export function publisherOf(
  name: string,
  told: string,
  { publishers }: Pick<ModelRules, 'publishers'>,
): string {
  if (told !== '') return told;
  const slash = name.indexOf('/');
  if (slash > 0) return name.slice(0, slash);
  const lower = name.toLowerCase();
  let longest = '';
  for (const family of publishers.keys()) {
    if (family.length > longest.length && lower.startsWith(family)) longest = family;
  }
  return publishers.get(longest) ?? '';
}
