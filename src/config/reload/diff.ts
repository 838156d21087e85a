import { isDeepStrictEqual } from 'node:util';
import { printableConfig } from '../printable-config.js';
import { type Field, fieldsOf, type SectionClass, withoutQuery } from '../schema/index.js';
import type { OllaConfig } from '../sections/index.js';
import type { ConfigChange } from './config-control.js';
import { needsRestart } from './restart-keys.js';

/** What each entry of a list of sections is known by. */
const IDENTITIES = ['url', 'name', 'model'];

/**
 * Every key whose value differs between two configurations, in the order of the file's keys. Entries of a
 * list are compared by what they are known by, so that a change of order alone is one change of the list.
 */
export function diffConfigs(before: OllaConfig, after: OllaConfig): readonly ConfigChange[] {
  const changes: ConfigChange[] = [];
  compareSections(before, after, '', changes, [printableConfig(before), printableConfig(after)]);
  return changes;
}

/** A section and the same as a file would show it: secrets are compared in the one and told from the other. */
type Shown = readonly [before: unknown, after: unknown];

function compareSections(
  before: object,
  after: object,
  path: string,
  changes: ConfigChange[],
  shown: Shown,
): void {
  for (const field of fieldsOf(after.constructor as SectionClass)) {
    compare(
      Reflect.get(before, field.property),
      Reflect.get(after, field.property),
      field,
      path === '' ? field.key : `${path}.${field.key}`,
      changes,
      [member(shown[0], field.key), member(shown[1], field.key)],
    );
  }
}

function compare(
  before: unknown,
  after: unknown,
  { shape }: Field,
  path: string,
  changes: ConfigChange[],
  shown: Shown,
): void {
  if (isDeepStrictEqual(before, after)) return;
  if (shape.kind === 'section' && isObject(before) && isObject(after)) {
    return compareSections(before, after, path, changes, shown);
  }
  if (shape.kind === 'sections') return compareLists(before, after, path, changes, shown);
  changes.push({ path, before: shown[0], after: shown[1], needsRestart: needsRestart(path) });
}

function compareLists(
  before: unknown,
  after: unknown,
  path: string,
  changes: ConfigChange[],
  shown: Shown,
): void {
  const [old, fresh] = [entriesOf(before, shown[0]), entriesOf(after, shown[1])];
  const found = changes.length;
  for (const [name, entry] of old) {
    const at = `${path}[${withoutQuery(name)}]`;
    const now = fresh.get(name);
    if (!now) changes.push({ path: at, before: entry.shown, needsRestart: needsRestart(at) });
    else compareSections(entry.value, now.value, at, changes, [entry.shown, now.shown]);
  }
  for (const [name, entry] of fresh) {
    if (!old.has(name)) {
      const at = `${path}[${withoutQuery(name)}]`;
      changes.push({ path: at, after: entry.shown, needsRestart: needsRestart(at) });
    }
  }
  const names = { before: [...old.keys()], after: [...fresh.keys()] };
  if (changes.length > found || isDeepStrictEqual(names.before, names.after)) return;
  const shownNames = { before: names.before.map(withoutQuery), after: names.after.map(withoutQuery) };
  changes.push({ path, ...shownNames, needsRestart: needsRestart(path) });
}

interface Entry {
  readonly value: object;
  readonly shown: unknown;
}

function entriesOf(list: unknown, shown: unknown): Map<string, Entry> {
  const entries = new Map<string, Entry>();
  (list as readonly object[]).forEach((value, at) => {
    const identity = IDENTITIES.map((key): unknown => Reflect.get(value, key)).find(Boolean);
    entries.set(typeof identity === 'string' ? identity : String(at), { value, shown: member(shown, at) });
  });
  return entries;
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

const member = (value: unknown, key: string | number): unknown =>
  isObject(value) ? (Reflect.get(value, key) as unknown) : undefined;
