import type { Catalogue } from '../registry/index.js';
import { compare } from './endpoint-id.js';

/**
 * Says under which other names a model is known: those of every unified model that has the name, so that an
 * ambiguous one gathers all of them. Without a catalogue there are none.
 */
export function identifiersOf(catalogue: Catalogue | undefined): (name: string) => readonly string[] {
  const groups = new Map<string, Set<string>>();
  for (const { id, aliases } of catalogue?.models ?? []) {
    const names = new Set([id, ...aliases.map(({ name }) => name)]);
    if (names.size === 1) continue;
    for (const name of names) {
      const group = groups.get(name);
      if (group) for (const other of names) group.add(other);
      else groups.set(name, new Set(names));
    }
  }
  return (name) => [...(groups.get(name) ?? [])].filter((other) => other !== name).sort(compare);
}
