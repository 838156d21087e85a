import { type Document, isAlias, isMap, type YAMLMap } from 'yaml';

/** A map that may be changed; a copy where it shares its anchor with others, who keep what it says. */
export function ownMap(document: Document, node: unknown): YAMLMap | undefined {
  if (isMap(node)) return node;
  const copy = isAlias(node) ? document.createNode(node.toJS(document)) : undefined;
  return isMap(copy) ? copy : undefined;
}
