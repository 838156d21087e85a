import { createHash } from 'node:crypto';
import { Problem } from './problem.js';

const LONGEST = 4_096;

/** A strong tag of what can be changed about something. */
export function etagOf(editable: unknown): string {
  const hash = createHash('sha256').update(JSON.stringify(sorted(editable)) ?? '');
  return `"${hash.digest('base64url').slice(0, 22)}"`;
}

/**
 * Refuses a change that was made up from another state than the present one (RFC 9110 §13.1.1).
 * @param ifMatch the header; nothing and `*` fit whatever is there
 */
export function checkIfMatch(ifMatch: string | undefined, etag: string): void {
  if (ifMatch === undefined || ifMatch.trim() === '*') return;
  const known = ifMatch.length <= LONGEST && ifMatch.split(',').some((tag) => tag.trim() === etag);
  if (known) return;
  throw new Problem(412, `It is ${etag} by now: read it again and repeat the change`, {
    headers: { ETag: etag },
  });
}

/** Independent of the order in which keys were written. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, of]) => [key, sorted(of)]));
}
