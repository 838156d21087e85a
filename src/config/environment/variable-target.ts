import { within } from '../places.js';
import { type Field, fieldsOf, isMasked, type SectionClass } from '../schema/index.js';

/** One step from a section towards a key: the field, and which entry of it where it is a list of sections. */
export interface Step {
  readonly field: Field;
  readonly index?: number;
}

/** The key that a generic variable sets. */
export interface VariableTarget {
  readonly steps: readonly Step[];
  readonly field: Field;
  /** `admin.tokens[0].token` */
  readonly path: string;
  /** Whether the variable names a file that holds the value. */
  readonly fromFile: boolean;
}

const FILE = '_FILE';

/**
 * The key that `OLLA_<SECTION>__<KEY>` stands for: two underscores where a path has a dot, and a number for an
 * entry of a list: `OLLA_ADMIN__TOKENS__0__TOKEN`. A secret may be named as `…_FILE` where the file has no such
 * key of its own. Undefined when there is no such key.
 */
export function variableTarget(variable: string, root: SectionClass): VariableTarget | undefined {
  const words = variable.slice('OLLA_'.length).split('__');
  const last = words.pop()!;
  const steps: Step[] = [];
  let section = root;
  let path = '';
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    const field = named(section, word);
    if (!field || !('type' in field.shape)) return undefined;
    const index = field.shape.kind === 'sections' ? indexOf(words.shift()) : undefined;
    if (field.shape.kind === 'sections' && index === undefined) return undefined;
    steps.push({ field, ...(index !== undefined && { index }) });
    path = within(path, index === undefined ? field.key : `${field.key}[${index}]`);
    section = field.shape.type();
  }
  const field = named(section, last);
  if (field) return { steps, field, path: within(path, field.key), fromFile: false };
  const secret = last.endsWith(FILE) ? named(section, last.slice(0, -FILE.length)) : undefined;
  if (secret?.shape.kind !== 'text' || !isMasked(section, secret.property)) return undefined;
  return { steps, field: secret, path: within(path, secret.key), fromFile: true };
}

/** The names of all generic variables, with 0 for the entries of lists. */
export function* variableNames(section: SectionClass, prefix = 'OLLA_'): Iterable<string> {
  for (const { key, shape } of fieldsOf(section)) {
    const name = prefix + key.toUpperCase();
    if (shape.kind === 'section') yield* variableNames(shape.type(), `${name}__`);
    else if (shape.kind === 'sections') yield* variableNames(shape.type(), `${name}__0__`);
    else if (shape.kind !== 'map' && name.includes('__')) yield name;
  }
}

const named = (section: SectionClass, word: string): Field | undefined =>
  fieldsOf(section).find(({ key }) => key.toUpperCase() === word);

const indexOf = (word: string | undefined): number | undefined =>
  word !== undefined && /^\d{1,4}$/.test(word) ? Number(word) : undefined;
