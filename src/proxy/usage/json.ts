/** A JSON object of a backend, of which nothing is known yet. */
export type JsonObject = Record<string, unknown>;

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const OPEN_BRACE = 0x7b;

/** The JSON value that the bytes hold; undefined when they hold none. */
export function valueOf(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString()) as unknown;
  } catch {
    return undefined;
  }
}

/** The JSON object that the bytes hold; undefined when they hold none. */
export function objectOf(bytes: Buffer): JsonObject | undefined {
  // The end mark of a stream and the like: a look is cheaper than an error.
  const value = bytes[0] === OPEN_BRACE ? valueOf(bytes) : undefined;
  return isObject(value) ? value : undefined;
}
