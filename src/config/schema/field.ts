/** What the mapping layer knows of a section class: its YAML keys and what may stand there. */

export type Scalar = 'text' | 'integer' | 'count' | 'size' | 'flag' | 'duration';
export type SectionClass = new () => object;

export type Shape =
  | { readonly kind: Scalar }
  | { readonly kind: 'list'; readonly of: Scalar }
  | { readonly kind: 'map'; readonly of: Shape }
  | { readonly kind: 'section'; readonly type: () => SectionClass }
  | { readonly kind: 'sections'; readonly type: () => SectionClass };

export interface Field {
  /** Name in the class: `readTimeout`. */
  readonly property: string;
  /** Name in the file: `read_timeout`. */
  readonly key: string;
  readonly shape: Shape;
}

const fields = new WeakMap<object, Field[]>();

export function declareField(prototype: object, property: string, shape: Shape): void {
  const known = fields.get(prototype) ?? [];
  known.push({ property, key: yamlKey(property), shape });
  fields.set(prototype, known);
}

export function fieldsOf(type: SectionClass): readonly Field[] {
  return fields.get(type.prototype) ?? [];
}

/** `perIpRequestsPerMinute` is `per_ip_requests_per_minute` in the file. */
export function yamlKey(property: string): string {
  return property.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** What a value may be beside its kind, as JSON Schema says it. For a list it holds for each entry. */
export interface Bounds {
  readonly minimum?: number;
  readonly maximum?: number;
  /** The only words. */
  readonly enum?: readonly string[];
  /** Words among others. */
  readonly examples?: readonly string[];
  readonly minLength?: number;
}

const bounds = new WeakMap<object, Map<string, Bounds>>();

export function declareBounds(prototype: object, property: string | symbol, more: Bounds): void {
  const known = bounds.get(prototype) ?? new Map<string, Bounds>();
  known.set(String(property), { ...known.get(String(property)), ...more });
  bounds.set(prototype, known);
}

export function boundsOf(type: SectionClass, property: string): Bounds {
  return bounds.get(type.prototype)?.get(property) ?? {};
}
