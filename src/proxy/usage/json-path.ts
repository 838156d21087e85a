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
  for (const step of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    value = Reflect.get(value, step) as unknown;
  }
  return value;
}
