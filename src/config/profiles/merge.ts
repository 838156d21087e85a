type Mapping = Readonly<Record<string, unknown>>;

/** `over` laid upon `base`: mappings are merged key by key, all else is replaced, and `null` takes away. */
export function merge(base: Mapping, over: Mapping): Mapping {
  const merged = Object.assign(Object.create(null), base) as Record<string, unknown>;
  for (const [key, value] of Object.entries(over)) {
    const below = merged[key];
    if (value === null) delete merged[key];
    else merged[key] = isMapping(below) && isMapping(value) ? merge(below, value) : withoutNulls(value);
  }
  return merged;
}

/** The value without the keys that have nothing behind them. */
export function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (!isMapping(value)) return value;
  const kept = Object.entries(value).filter(([, inner]) => inner !== null);
  return Object.fromEntries(kept.map(([key, inner]) => [key, withoutNulls(inner)]));
}

const isMapping = (value: unknown): value is Mapping =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
