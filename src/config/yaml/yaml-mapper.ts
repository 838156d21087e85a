import { isMap, isScalar, isSeq } from 'yaml';
import type { Interpolation } from '../environment/interpolation.js';
import type { Findings } from '../findings.js';
import { within } from '../places.js';
import { type Field, fieldsOf, type Scalar, type SectionClass, type Shape } from '../schema/index.js';
import type { Origin } from '../sections/index.js';
import { type Entry, entriesOf } from './entries.js';
import { legacyHint } from './legacy-keys.js';
import { readScalar } from './scalar-values.js';
import { keyHint } from './unknown-key.js';
import { scalarText, type YamlDocument } from './yaml-document.js';

/** Only endpoints may name variables (decisions.md 20). */
const INTERPOLATED = 'discovery.static.endpoints[';
/** To look for a likely key takes a while: whoever has so many unknown ones needs no more hints. */
const MOST_HINTS = 100;
const NULL = /^(?:~|null|Null|NULL|)$/;

/** How a document counts. */
interface MapperOptions {
  /** Where its values come from; the file when absent. */
  readonly origin?: Origin;
  /** The path of a key that something else takes the place of. */
  readonly replaced?: string;
}

/** Lays a YAML document over a section and its defaults (configuration.md §2). */
export class YamlMapper {
  #unknownKeys = 0;

  constructor(
    private readonly yaml: YamlDocument,
    private readonly findings: Findings,
    private readonly interpolation: Interpolation,
    private readonly given: Map<string, Origin>,
    private readonly options: MapperOptions = {},
  ) {}

  mapOnto(target: object): void {
    this.#section(this.yaml.root, target, '');
  }

  /** Lays it over one key of a section, as if it stood at that path. */
  mapOntoKey(target: object, key: string, path: string): void {
    const field = fieldsOf(target.constructor as SectionClass).find((known) => known.key === key);
    if (!field) throw new Error(`no field ${key} in ${target.constructor.name}`);
    this.findings.places.set(path, this.yaml.placeOf(this.yaml.root) ?? {});
    this.#field(this.yaml.root, target, field, path);
  }

  #section(value: unknown, target: object, path: string): void {
    const node = this.yaml.resolve(value);
    if (isNull(node)) return;
    if (!isMap(node)) return this.#wrongType(path, 'a mapping', node);
    const section = target.constructor as SectionClass;
    const fields = new Map(fieldsOf(section).map((field) => [field.key, field]));
    for (const entry of entriesOf(node, this.yaml).values()) {
      const at = within(path, entry.key);
      this.#remember(at, entry);
      const field = fields.get(entry.key);
      if (field) this.#field(entry.value, target, field, at);
      else this.#unknown(entry, path, section);
    }
  }

  #field(value: unknown, target: object, { property, shape }: Field, path: string): void {
    if (path === this.options.replaced) return;
    if (shape.kind === 'section') {
      if (isNull(this.yaml.resolve(value))) return;
      const present = Reflect.get(target, property) as object | undefined;
      const section = present ?? new (shape.type())();
      if (!present) Reflect.set(target, property, section);
      return this.#section(value, section, path);
    }
    const read = this.#read(value, shape, path);
    if (read === undefined) return;
    Reflect.set(target, property, read);
    this.given.set(path, this.options.origin ?? 'file');
  }

  /** Undefined keeps what is there. */
  #read(value: unknown, shape: Shape, path: string): unknown {
    if (shape.kind === 'list')
      return this.#elements(value, path, (item, at) => this.#scalar(item, shape.of, at));
    if (shape.kind === 'sections') {
      return this.#elements(value, path, (item, at) => {
        const section = new (shape.type())();
        this.findings.places.name(section, at);
        this.#section(item, section, at);
        return section;
      });
    }
    if (shape.kind === 'map') return this.#map(value, shape.of, path);
    return shape.kind === 'section' ? undefined : this.#scalar(value, shape.kind, path);
  }

  #elements(
    value: unknown,
    path: string,
    read: (item: unknown, path: string) => unknown,
  ): unknown[] | undefined {
    const node = this.yaml.resolve(value);
    if (isNull(node)) return [];
    if (!isSeq(node)) return this.#wrongType(path, 'a list', node);
    const items = node.items.filter((item) => !isNull(this.yaml.resolve(item)));
    return items.flatMap((item, index) => {
      const at = `${path}[${index}]`;
      this.findings.places.set(at, this.yaml.placeOf(item) ?? {});
      return read(item, at) ?? [];
    });
  }

  #map(value: unknown, of: Shape, path: string): object | undefined {
    const node = this.yaml.resolve(value);
    const map = Object.create(null) as Record<string, unknown>;
    if (isNull(node)) return map;
    if (!isMap(node)) return this.#wrongType(path, 'a mapping', node);
    for (const entry of entriesOf(node, this.yaml).values()) {
      const at = within(path, entry.key);
      this.#remember(at, entry);
      map[entry.key] = this.#read(entry.value, of, at) ?? (of.kind === 'list' ? [] : '');
    }
    return map;
  }

  #scalar(value: unknown, kind: Scalar, path: string): string | number | boolean | undefined {
    const node = this.yaml.resolve(value);
    if (isNull(node)) return undefined;
    if (!isScalar(node)) return this.#wrongType(path, NAMES[kind], node);
    const raw = scalarText(node);
    const text = path.startsWith(INTERPOLATED) ? this.interpolation.expand(path, raw) : raw;
    if (text === undefined) return undefined;
    const read = readScalar(kind, text, node.type === 'PLAIN' && node.tag === undefined);
    if ('value' in read) return read.value;
    this.findings.wrongType(path, read.problem, read.hint);
    return undefined;
  }

  #unknown({ key, value }: Entry, parent: string, section: SectionClass): void {
    const path = within(parent, key);
    const legacy = legacyHint(path);
    if (legacy) return this.findings.notice(path, `${path} is ignored`, legacy, 'legacy-key');
    // A place to keep anchors, by name or by use.
    if (key.startsWith('x-') || (value as { anchor?: string } | null)?.anchor) return;
    this.findings.notice(
      path,
      `unknown key ${path} is ignored`,
      ++this.#unknownKeys > MOST_HINTS ? undefined : keyHint(parent, key, section),
      'unknown-key',
    );
  }

  #remember(path: string, { keyNode, value }: Entry): void {
    this.findings.places.set(path, this.yaml.placeOf(keyNode) ?? this.yaml.placeOf(value) ?? {});
  }

  #wrongType(path: string, wanted: string, node: unknown): undefined {
    const found = isMap(node) ? 'a mapping' : isSeq(node) ? 'a list' : 'a single value';
    this.findings.wrongType(path, `must be ${wanted}, got ${found}`);
    return undefined;
  }
}

const NAMES: Readonly<Record<Scalar, string>> = {
  text: 'a text',
  flag: 'true or false',
  integer: 'a whole number',
  count: 'a whole number',
  size: 'a number of bytes such as 1048576 or 1MB',
  duration: 'a duration such as 30s',
};

function isNull(node: unknown): boolean {
  if (node === null || node === undefined) return true;
  return isScalar(node) && node.type === 'PLAIN' && node.tag === undefined && NULL.test(scalarText(node));
}
