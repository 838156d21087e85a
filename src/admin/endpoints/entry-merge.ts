import type { Document, YAMLMap } from 'yaml';
import { invalid } from '../http/problem.js';
import { ownMap } from './own-map.js';

type Fields = Readonly<Record<string, unknown>>;

/** Stands in place of a secret, alone or as the query of a URL. */
export const isMask = (value: unknown): boolean =>
  value === '***' || (typeof value === 'string' && value.endsWith('?***'));

/** A map of the text, and what the caller was shown of it. */
export interface ShownMap {
  readonly document: Document;
  readonly map: YAMLMap;
  readonly shown: Fields;
  /** Where it stands, for problems. */
  readonly path?: string;
}

/**
 * Merges fields into a map of the text (RFC 7396): `null` takes a key away, maps are merged, everything else is
 * replaced. What says the same as what was shown does not touch the text, so that comments and `${NAME}` stay.
 * @throws Problem when a mask stands where there is no secret to keep
 */
export function mergeFields(into: ShownMap, fields: object): void {
  const { map, shown, path = '' } = into;
  for (const [key, value] of entriesOf(fields)) {
    const at = path === '' ? key : `${path}.${key}`;
    if (value === undefined || isSame(value, shown[key])) continue;
    if (value === null) map.delete(key);
    else if (isMask(value)) throw unknownSecret(at);
    else if (isFields(value)) mergePart({ ...into, shown: fieldsOr(shown[key]), path: at }, key, value);
    else map.set(key, value);
  }
}

/** @throws Problem when a mask stands where a secret should */
export function refuseMasks(fields: object, path = ''): void {
  for (const [key, value] of entriesOf(fields)) {
    const at = path === '' ? key : `${path}.${key}`;
    if (isMask(value)) throw unknownSecret(at);
    if (isFields(value)) refuseMasks(value, at);
  }
}

/** The same without what is absent or `null`, at any depth. */
export function withoutNulls(fields: object): Record<string, unknown> {
  const kept = entriesOf(fields).filter(([, value]) => value !== undefined && value !== null);
  return Object.fromEntries(kept.map(([key, value]) => [key, isFields(value) ? withoutNulls(value) : value]));
}

function mergePart(into: ShownMap, key: string, value: object): void {
  const { document, map, shown, path } = into;
  const found = ownMap(document, map.get(key, true));
  // A credential of another type shares nothing with the one before it.
  const { type } = value as { readonly type?: unknown };
  const isOther = key === 'auth' && type !== undefined && type !== shown['type'];
  if (!found || isOther) {
    refuseMasks(value, path);
    map.set(key, document.createNode(withoutNulls(value)));
    return;
  }
  map.set(key, found);
  mergeFields({ ...into, map: found }, value);
}

/** `null` takes away what is not there anyway. */
const isSame = (value: unknown, shown: unknown): boolean =>
  JSON.stringify(value ?? undefined) === JSON.stringify(shown ?? undefined);

const unknownSecret = (path: string): Error =>
  invalid('Asterisks stand for a secret that is not there', [
    { path, detail: 'is the mask of a secret, and there is none to keep', hint: 'send the secret itself' },
  ]);

const entriesOf = (fields: object): [string, unknown][] => Object.entries(fields);

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const fieldsOr = (value: unknown): Fields => (isFields(value) ? value : {});
