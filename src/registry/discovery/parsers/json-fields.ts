/** Reading fields of JSON that a stranger wrote: what has the wrong type counts as absent. */

export type JsonObject = Readonly<Record<string, unknown>>;

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The field when it is a text, be it an empty one. */
export function anyText(from: JsonObject, key: string): string | undefined {
  const value = from[key];
  return typeof value === 'string' ? value : undefined;
}

/** The field when it is a text that says something. */
export function text(from: JsonObject, key: string): string | undefined {
  return anyText(from, key) || undefined;
}

/** The texts in the field when it is a list that has any. */
export function texts(from: JsonObject, key: string): readonly string[] | undefined {
  const value = from[key];
  if (!Array.isArray(value)) return undefined;
  const found = value.filter((item): item is string => typeof item === 'string' && item !== '');
  return found.length > 0 ? found : undefined;
}

/** The field when it is a number above zero. */
export function positive(from: JsonObject, key: string): number | undefined {
  const value = from[key];
  return typeof value === 'number' && Number.isFinite(value) && value > 0 ? value : undefined;
}

/** The object in the field; an empty one when there is none. */
export function inner(from: JsonObject, key: string): JsonObject {
  const value = from[key];
  return isJsonObject(value) ? value : {};
}

/** The list in the field: empty for `null`, undefined when the field is missing. Throws on anything else. */
export function list(from: JsonObject, key: string): readonly unknown[] | undefined {
  const value = from[key];
  if (value === undefined) return undefined;
  if (value === null) return [];
  if (Array.isArray(value)) return value as unknown[];
  throw new TypeError(`${key} is no list`);
}

/** The same object without its undefined fields. */
export function compact<T extends object>(fields: T): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;
}
