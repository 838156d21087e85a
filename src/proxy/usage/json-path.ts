/** Where a value stands in an answer: keys and indices. */
export type JsonPath = readonly (string | number)[];

const STEP = /\[(?:(\d+)|'([^']*)'|"([^"]*)")\]|\.?([^.[\]]+)/y;

/**
 * Reads the part of JSONPath that profiles use: `$.a.b`, `[0]`, `['key']`. One that is malformed is read as undefined and
 * finds nothing.
 */
export function compilePath(text: string): JsonPath | undefined {
  const path: (string | number)[] = [];
  STEP.lastIndex = text.startsWith('$') ? 1 : 0;
  while (STEP.lastIndex < text.length) {
    const found = STEP.exec(text);
    if (!found) return undefined;
    const [, index, single, double, plain] = found;
    path.push(index === undefined ? (single ?? double ?? plain!) : Number(index));
  }
  return path.length > 0 ? path : undefined;
}

/** The value at the end of the path; undefined when there is none. */
export function valueAt(root: unknown, path: JsonPath): unknown {
  let value = root;
  for (let at = 0; at < path.length; at++) {
    if (typeof value !== 'object' || value === null) return undefined;
    const step = path[at]!;
    // What every object has is nothing that an answer said.
    if (step in COMMON && !Object.hasOwn(value, step)) return undefined;
    value = (value as Readonly<Record<string | number, unknown>>)[step];
  }
  return value;
}

const COMMON: object = Array.prototype;
