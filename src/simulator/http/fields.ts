/** Reading JSON that anybody may have sent. */
export type JsonObject = Record<string, unknown>;

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const objectOf = (value: unknown): JsonObject => (isObject(value) ? value : {});
export const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
export const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
export const numberOf = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isFinite(value) ? value : undefined;
/** A limit on the answer: whole and above 0, otherwise there is none. */
export const limitOf = (value: unknown): number | undefined => {
  const limit = numberOf(value);
  return limit !== undefined && limit >= 1 ? Math.floor(limit) : undefined;
};
