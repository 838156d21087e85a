import { wildcard } from '../../core/wildcard.js';

/** Names to keep and names to leave out: patterns in which `*` stands for any text. */
export interface NameFilter {
  readonly include: readonly string[];
  readonly exclude: readonly string[];
}

/** Whether a name passes a filter; without one every name does (configuration.md §11.2). */
export function nameFilter(filter: NameFilter | undefined): (name: string) => boolean {
  const include = (filter?.include ?? []).map(wildcard);
  const exclude = (filter?.exclude ?? []).map(wildcard);
  if (include.length === 0 && exclude.length === 0) return everyName;
  return (name) => {
    const folded = name.toLowerCase();
    const included = include.length === 0 || include.some((matches) => matches(folded));
    return included && !exclude.some((matches) => matches(folded));
  };
}

/** Whether a name passes two filters. */
export function bothFilters(
  first: (name: string) => boolean,
  second: (name: string) => boolean,
): (name: string) => boolean {
  if (first === everyName) return second;
  return second === everyName ? first : (name) => first(name) && second(name);
}

const everyName = (): boolean => true;
