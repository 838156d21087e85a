import { formatDuration } from '../../core/duration.js';

import { LEGACY_PATHS, legacyHint } from '../yaml/legacy-keys.js';
import { within } from '../places.js';
import {
  type Bounds,
  boundsOf,
  type Field,
  fieldsOf,
  type SectionClass,
  type Shape,
} from '../schema/index.js';
import { type JsonSchema, mapping, NOTHING, SCALARS, type ScalarName, scalarRef } from './json-schema.js';

/** What people are told of a section, or of a property of it. */
export type Describe = (section: string, property?: string) => string | undefined;

/** Below these paths texts and numbers may stand as `${VARIABLE}`. */
const INTERPOLATED = 'discovery.static.endpoints[]';
const VARIABLE: JsonSchema = { type: 'string', pattern: '\\$\\{' };

/** The schema of a section class and of everything below it: what its decorators, bounds and defaults say. */
export class SectionSchemas {
  constructor(private readonly describe: Describe) {}

  /** @param path where the section stands: `server`; empty for the whole */
  schemaOf(section: SectionClass, path = ''): JsonSchema {
    const defaults = new section() as Readonly<Record<string, unknown>>;
    const properties: Record<string, JsonSchema> = {};
    for (const field of fieldsOf(section)) {
      const at = within(path, field.key);
      properties[field.key] = {
        ...described(this.describe(section.name, field.property)),
        ...this.#shape(field.shape, at, boundsOf(section, field.property)),
        ...defaultOf(field, defaults[field.property]),
      };
    }
    for (const key of legacyKeys(path))
      properties[key] ??= { deprecated: true, ...described(legacyHint(within(path, key))) };
    return { ...described(this.describe(section.name)), ...mapping(properties) };
  }

  #shape(shape: Shape, path: string, bounds: Bounds): JsonSchema {
    switch (shape.kind) {
      case 'section':
        return this.schemaOf(shape.type(), path);
      case 'sections':
        return { type: ['array', 'null'], items: this.schemaOf(shape.type(), `${path}[]`) };
      case 'list':
        return { type: ['array', 'null'], items: scalar(shape.of, path, bounds) };
      case 'map':
        return { type: ['object', 'null'], additionalProperties: this.#shape(shape.of, path, {}) };
      default:
        return scalar(shape.kind, path, bounds);
    }
  }
}

function scalar(kind: ScalarName, path: string, bounds: Bounds): JsonSchema {
  const variable = path.startsWith(INTERPOLATED) && kind !== 'text' ? [VARIABLE] : [];
  const own = bounded(SCALARS[kind], bounds);
  const bare = own === SCALARS[kind] && variable.length === 0;
  return {
    ...(bare ? scalarRef(kind) : { anyOf: [own, ...variable, NOTHING] }),
    ...(bounds.examples && { examples: bounds.examples }),
  };
}

/** The bounds of a duration are milliseconds, and a text says it otherwise: they hold for what is a number. */
function bounded(schema: JsonSchema, { minimum, maximum, enum: words, minLength }: Bounds): JsonSchema {
  if (words) return { enum: words };
  if ('anyOf' in schema || (minimum ?? maximum ?? minLength) === undefined) return schema;
  return {
    ...schema,
    ...(minimum !== undefined && { minimum }),
    ...(maximum !== undefined && { maximum }),
    ...(minLength !== undefined && { minLength }),
  };
}

function defaultOf({ shape }: Field, value: unknown): JsonSchema {
  if (value === undefined || shape.kind === 'section' || shape.kind === 'sections') return {};
  return { default: shape.kind === 'duration' ? formatDuration(value as number) : value };
}

const described = (description: string | undefined): JsonSchema =>
  description === undefined ? {} : { description };

function legacyKeys(path: string): readonly string[] {
  const start = path === '' ? '' : `${path}.`;
  return LEGACY_PATHS.filter((legacy) => legacy.startsWith(start))
    .map((legacy) => legacy.slice(start.length))
    .filter((key) => !/[.[]/.test(key));
}
