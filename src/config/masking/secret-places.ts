import { isMap, isScalar, isSeq } from 'yaml';
import { ConfigError } from '../config-error.js';
import { fieldsOf, isMasked, type SectionClass, type Shape } from '../schema/index.js';
import { OllaConfig } from '../sections/index.js';
import { scalarText, YamlDocument } from '../yaml/yaml-document.js';

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

/**
 * Every secret that stands in a text, also where it is written once and used by an alias.
 * @throws ConfigError for a text that cannot be read: where its secrets are nobody could tell
 */
export function secretPlaces(text: string): readonly SecretPlace[] {
  const document = new YamlDocument(text);
  if (document.problems.length > 0) throw new ConfigError('failed to parse configuration', document.problems);
  const found = new Map<number, SecretPlace>();
  walk(document.root, OllaConfig, '', { document, found });
  return [...found.values()].sort((a, b) => a.start - b.start);
}

interface Walk {
  readonly document: YamlDocument;
  readonly found: Map<number, SecretPlace>;
}

function walk(value: unknown, section: SectionClass, path: string, within: Walk): void {
  const node = within.document.resolve(value);
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
  const node = within.document.resolve(value);
  if (isSeq(node)) for (const item of node.items) walk(item, section, path, within);
  else walk(node, section, path, within);
}

function descend(value: unknown, shape: Shape, path: string, within: Walk): void {
  if (shape.kind === 'section') return walk(value, shape.type(), path, within);
  const node = within.document.resolve(value);
  if (shape.kind !== 'sections' || !isSeq(node)) return;
  node.items.forEach((item, at) => {
    walk(item, shape.type(), `${path}[${identityOf(item, within.document) ?? at}]`, within);
  });
}

/** A text, or each of a map of texts. */
function collect(value: unknown, key: string, within: Walk): void {
  const node = within.document.resolve(value);
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

function identityOf(item: unknown, document: YamlDocument): string | undefined {
  const node = document.resolve(item);
  if (!isMap(node)) return undefined;
  for (const name of IDENTITIES) {
    const value = document.resolve(node.get(name, true));
    if (isScalar(value)) return scalarText(value);
  }
  return undefined;
}
