import { isMap, isScalar, isSeq, type YAMLMap } from 'yaml';
import { scalarText, type YamlDocument } from './yaml-document.js';

export interface Entry {
  readonly key: string;
  readonly keyNode: unknown;
  readonly value: unknown;
}

/** The entries of a mapping by key; `<<` brings those of others, which its own keys override. */
export function entriesOf(map: YAMLMap, yaml: YamlDocument, seen = new Set<YAMLMap>()): Map<string, Entry> {
  const entries = new Map<string, Entry>();
  const merged: unknown[] = [];
  seen.add(map);
  for (const { key: keyNode, value } of map.items) {
    const key = textOf(yaml.resolve(keyNode));
    if (key === undefined) continue;
    if (key === '<<') merged.push(...sourcesOf(value, yaml));
    else entries.set(key, { key, keyNode, value });
  }
  for (const source of merged) {
    if (!isMap(source) || seen.has(source)) continue;
    for (const entry of entriesOf(source, yaml, seen).values()) {
      if (!entries.has(entry.key)) entries.set(entry.key, entry);
    }
  }
  seen.delete(map);
  return entries;
}

function sourcesOf(value: unknown, yaml: YamlDocument): unknown[] {
  const node = yaml.resolve(value);
  return isSeq(node) ? node.items.map((item) => yaml.resolve(item)) : [node];
}

const textOf = (node: unknown): string | undefined => (isScalar(node) ? scalarText(node) : undefined);
