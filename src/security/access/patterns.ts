import { wildcard } from '../../core/wildcard.js';

/** Whether one of the patterns means a name; undefined for an empty list, which leaves nothing out. */
export function anyOf(patterns: readonly string[]): ((name: string) => boolean) | undefined {
  if (patterns.length === 0) return undefined;
  const matchers = patterns.map(wildcard);
  return (name) => {
    const folded = name.toLowerCase();
    return matchers.some((means) => means(folded));
  };
}

/**
 * The same for names of models: one without a tag means `:latest` (decisions.md 16), so that a pattern for either
 * spelling means both.
 */
export function anyModelOf(patterns: readonly string[]): ((name: string) => boolean) | undefined {
  const means = anyOf(patterns);
  return means && ((name) => means(name) || means(otherSpelling(name.toLowerCase())));
}

const LATEST = ':latest';

const otherSpelling = (name: string): string => {
  if (name.endsWith(LATEST)) return name.slice(0, -LATEST.length);
  return name.includes(':') ? name : name + LATEST;
};
