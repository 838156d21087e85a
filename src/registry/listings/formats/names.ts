/** Under which of its names a model stands in a list (backends.md §9). */
import type { UnifiedModel } from '../../catalogue/unified-model.js';

/** The name in lists that are nobody's own: it can be asked for on every route. */
export function listedName({ aliases, id }: UnifiedModel): string {
  return aliases[0]?.name ?? id;
}

/** The name that servers of one kind use; undefined when none of them has the model. */
export function nativeName({ aliases }: UnifiedModel, source: string): string | undefined {
  return aliases.find((alias) => alias.source === source)?.name;
}

/** A profile name or format as it stands in `ModelAlias.source`. */
export function sourceOf(name: string): string {
  return name.toLowerCase().replaceAll(/[-_]/g, '');
}
