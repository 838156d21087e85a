import { type Document, isAlias, isMap, isScalar, isSeq, type Node, parseDocument } from 'yaml';
import { fieldsOf, isMasked, type SectionClass, type Shape } from '../schema/index.js';
import { OllaConfig } from '../sections/index.js';
import { scalarText } from '../yaml/yaml-document.js';

/** A secret in the text of a configuration. */
export interface SecretPlace {
  /** Its key, in which entries of lists go by their URL or name: `access.keys[team-a].hash`. */
  readonly key: string;
  readonly value: string;
  /** Where it stands, quotes included. */
  readonly start: number;
  readonly end: number;
}

const IDENTITIES = ['url', 'name'];
/** A reference is no secret. */
const REFERENCE = /^\$\{[^}]+\}$/;

/** Every secret that stands in a text, also where it is written once and used by an alias. */
export function secretPlaces(text: string): readonly SecretPlace[] {
  const document = parseDocument(text, { uniqueKeys: false, schema: 'failsafe' });
  const found = new Map<number, SecretPlace>();
  walk(document.contents, OllaConfig, '', { document, found });
  return [...found.values()].sort((a, b) => a.start - b.start);
}

interface Walk {
  readonly document: Document;
  readonly found: Map<number, SecretPlace>;
}

function walk(value: unknown, section: SectionClass, path: string, within: Walk): void {
  const node = resolved(value, within.document);
  if (!isMap(node)) return;
  const fields = new Map(fieldsOf(section).map((field) => [field.key, field]));
  for (const { key, value: member } of node.items) {
    const name = isScalar(key) ? scalarText(key) : '';
    if (name === '<<') {
      merged(member, section, path, within);
      continue;
    }
    const field = fields.get(name);
    if (!field) continue;
    const at = path === '' ? name : `${path}.${name}`;
    if (isMasked(section, field.property)) collect(member, at, within);
    else descend(member, field.shape, at, within);
  }
}

function merged(value: unknown, section: SectionClass, path: string, within: Walk): void {
  const node = resolved(value, within.document);
  if (isSeq(node)) for (const item of node.items) walk(item, section, path, within);
  else walk(node, section, path, within);
}

function descend(value: unknown, shape: Shape, path: string, within: Walk): void {
  if (shape.kind === 'section') return walk(value, shape.type(), path, within);
  const node = resolved(value, within.document);
  if (shape.kind !== 'sections' || !isSeq(node)) return;
  node.items.forEach((item, at) => {
    walk(item, shape.type(), `${path}[${identityOf(item, within.document) ?? at}]`, within);
  });
}

/** A text, or each of a map of texts. */
function collect(value: unknown, key: string, within: Walk): void {
  const node = resolved(value, within.document);
  if (isMap(node)) {
    for (const item of node.items) {
      const name = isScalar(item.key) ? scalarText(item.key) : '';
      collect(item.value, `${key}.${name}`, within);
    }
  }
  if (!isScalar(node) || !node.range) return;
  const text = scalarText(node);
  if (text === '' || REFERENCE.test(text)) return;
  const [start, end] = node.range;
  within.found.set(start, { key, value: text, start, end });
}

function identityOf(item: unknown, document: Document): string | undefined {
  const node = resolved(item, document);
  if (!isMap(node)) return undefined;
  for (const name of IDENTITIES) {
    const value = resolved(node.get(name, true), document);
    if (isScalar(value)) return scalarText(value);
  }
  return undefined;
}

const resolved = (value: unknown, document: Document): Node | null =>
  isAlias(value) ? (value.resolve(document) ?? null) : ((value as Node | null | undefined) ?? null);
