import { isMap, isScalar, isSeq } from 'yaml';
import { within } from '../places.js';
import type { ConfigProblem } from '../problem.js';
import { type Entry, entriesOf } from '../yaml/entries.js';
import { scalarText, type YamlDocument } from '../yaml/yaml-document.js';
import { profileKeyHint } from './key-hint.js';
import { readProfileScalar, type ScalarKind } from './scalar-reader.js';
import type { Shape } from './shape.js';

const NULL = /^(?:~|null|Null|NULL|)$/;
const NAMES: Readonly<Record<ScalarKind, string>> = {
  text: 'a text',
  path: 'a path',
  duration: 'a duration such as 30s',
  flag: 'true or false',
  whole: 'a whole number',
  count: 'a whole number',
  number: 'a number',
};

type Keyed = Readonly<Record<string, unknown>>;

/**
 * Reads a YAML document as a shape tells. What does not fit is remarked on and left out; a key that
 * stands there with nothing behind it is `null`.
 */
export class DefinitionReader {
  readonly remarks: ConfigProblem[] = [];

  constructor(private readonly yaml: YamlDocument) {}

  read(shape: Shape): unknown {
    return this.#value(this.yaml.root, shape, '');
  }

  /** Undefined = left out. */
  #value(value: unknown, shape: Shape, path: string): unknown {
    const node = this.yaml.resolve(value);
    if (shape.kind === 'ignored') return undefined;
    if (isNull(node)) return null;
    if (shape.kind === 'section') return this.#section(node, shape.keys, path);
    if (shape.kind === 'map') return this.#map(node, shape.of, path);
    if (shape.kind === 'list') return this.#list(node, shape.of, path, shape.quiet);
    return this.#scalar(node, shape.kind, path);
  }

  #section(node: unknown, shapes: Readonly<Record<string, Shape>>, path: string): Keyed | undefined {
    return this.#entries(node, path, (entry, at) => {
      if (Object.hasOwn(shapes, entry.key)) return this.#value(entry.value, shapes[entry.key]!, at);
      this.#unknown(entry, path, Object.keys(shapes));
      return undefined;
    });
  }

  #map(node: unknown, of: Shape, path: string): Keyed | undefined {
    return this.#entries(node, path, ({ value }, at) => this.#value(value, of, at));
  }

  #entries(node: unknown, path: string, read: (entry: Entry, path: string) => unknown): Keyed | undefined {
    if (!isMap(node)) return this.#wrongType(path, 'a mapping', node);
    const found = Object.create(null) as Record<string, unknown>;
    for (const entry of entriesOf(node, this.yaml).values()) {
      const value = read(entry, within(path, entry.key));
      if (value !== undefined) found[entry.key] = value;
    }
    return found;
  }

  #list(node: unknown, of: Shape, path: string, quiet: boolean | undefined): unknown[] | undefined {
    if (!isSeq(node)) return quiet ? undefined : this.#wrongType(path, 'a list', node);
    const values = node.items.map((item, index) => this.#value(item, of, `${path}[${index}]`));
    return values.filter((value) => value !== undefined && value !== null);
  }

  #scalar(node: unknown, kind: ScalarKind, path: string): unknown {
    if (!isScalar(node)) return this.#wrongType(path, NAMES[kind], node);
    const plain = node.type === 'PLAIN' && node.tag === undefined;
    const read = readProfileScalar(kind, scalarText(node), plain);
    if ('value' in read) return read.value;
    this.#remark(node, path, `${read.problem}; the key is ignored`, read.hint);
    return undefined;
  }

  #unknown({ key, keyNode, value }: Entry, parent: string, neighbours: readonly string[]): void {
    // A place to keep anchors, by name or by use.
    if (key.startsWith('x-') || (value as { anchor?: string } | null)?.anchor) return;
    const path = within(parent, key);
    this.#remark(keyNode, path, `unknown key ${path} is ignored`, profileKeyHint(parent, key, neighbours));
  }

  #wrongType(path: string, wanted: string, node: unknown): undefined {
    const found = isMap(node) ? 'a mapping' : isSeq(node) ? 'a list' : 'a single value';
    this.#remark(node, path, `must be ${wanted}, got ${found}; the key is ignored`);
  }

  #remark(node: unknown, path: string, message: string, hint?: string): void {
    this.remarks.push({ path, ...this.yaml.placeOf(node), message, ...(hint !== undefined && { hint }) });
  }
}

function isNull(node: unknown): boolean {
  if (node === null || node === undefined) return true;
  return isScalar(node) && node.type === 'PLAIN' && node.tag === undefined && NULL.test(scalarText(node));
}
