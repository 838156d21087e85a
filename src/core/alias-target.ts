const ARROW = '->';

/**
 * The models that a target of an alias names, in the order in which they are asked for: one, or the links
 * of a chain such as `primary -> secondary` (models-and-health.md §18.9). A link may be empty: checking
 * the configuration finds that.
 */
export function linksOf(target: string): readonly string[] {
  return target.split(ARROW).map((link) => link.trim());
}
