/** A JSON Schema (draft 2020-12), as far as ours go. */
export interface JsonSchema {
  readonly [keyword: string]: unknown;
}

/** What each kind of scalar looks like in a file. */
export const SCALARS = {
  text: { type: ['string', 'number', 'boolean'] },
  path: { type: 'string', pattern: '^/' },
  flag: {
    anyOf: [
      { type: 'boolean' },
      { type: 'string', pattern: '^(?:[yYnN]|[yY]es|YES|[nN]o|NO|[oO]n|ON|[oO]ff|OFF)$' },
    ],
  },
  integer: { type: 'integer' },
  whole: { type: 'integer' },
  count: { type: 'integer', minimum: 0 },
  number: { type: 'number', minimum: 0 },
  size: {
    anyOf: [
      { type: 'integer' },
      { type: 'string', pattern: '^\\s*\\d+(?:\\.\\d+)?\\s*(?:[kKmMgGtT]?[iI]?[bB]?)\\s*$' },
    ],
    examples: ['50MB'],
  },
  duration: {
    anyOf: [
      { type: 'integer' },
      {
        type: 'string',
        pattern:
          '^[-+]?(?:0|(?:\\d+(?:\\.\\d*)?|\\.\\d+)d)?(?:(?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:ns|us|µs|μs|ms|s|m|h))*$',
        minLength: 1,
      },
    ],
    examples: ['30s'],
  },
} as const satisfies Readonly<Record<string, JsonSchema>>;

export type ScalarName = keyof typeof SCALARS;

/** A key with nothing behind it keeps its default. */
export const NOTHING: JsonSchema = { type: 'null' };

/** Refers to a kind of scalar, or nothing, in the definitions that `headed` adds. */
export const scalarRef = (kind: ScalarName): JsonSchema => ({ $ref: `#/$defs/${kind}` });

/** A mapping with these keys: others are a mistake, but for places to keep anchors. */
export const mapping = (properties: Readonly<Record<string, JsonSchema>>): JsonSchema => ({
  type: ['object', 'null'],
  properties,
  patternProperties: { '^x-': {} },
  additionalProperties: false,
});

/** The head of a schema: what it is of, and for whom. */
export const headed = (title: string, description: string, schema: JsonSchema): JsonSchema => ({
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title,
  description,
  ...schema,
  $defs: Object.fromEntries(
    Object.entries(SCALARS).map(([kind, scalar]) => [kind, { anyOf: [scalar, NOTHING] }]),
  ),
});
