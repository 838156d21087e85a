import { createHash } from 'node:crypto';

/** What moves with the clock or with every probe, though nothing has happened. */
const RESTLESS = new Set([
  'timestamp',
  'uptime',
  'last_check',
  'next_check',
  'health_check',
  'last_model_sync',
  'last_seen',
  'health_check_at',
  'next_check_at',
  'last_model_sync_at',
]);

/** A weak tag over everything in a report that means something. Independent of the order of keys. */
export function etagOf(report: object): string {
  const stable = JSON.stringify(report, (key, value: unknown) =>
    RESTLESS.has(key) ? undefined : sorted(value),
  );
  const hash = createHash('sha256').update(stable).digest().readBigUInt64BE();
  return `W/"${hash.toString(36)}"`;
}

function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
