/** How endpoints are named in public: URL without secrets, and a short stable id (http-api.md §14.3). */

const UNPARSEABLE = '[unparseable url]';
const PARTS = /^([a-z][a-z0-9+.-]*:\/\/)(?:[^/?#]*@)?([^?#]*)/i;

/** The URL without credentials, query and fragment, otherwise as it was written. */
export function publicUrl(url: string): string {
  if (url === '') return '';
  const parts = PARTS.exec(url);
  if (!parts || !URL.canParse(url) || hasBlank(url)) return UNPARSEABLE;
  return `${parts[1]}${parts[2]}`;
}

/** FNV-1a, 32 bits, over the UTF-8 bytes. */
export function fnv1a32(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(text)) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}

/** The id of a public URL that only one endpoint has. */
export function baseId(publicUrlOfIt: string): string {
  return fnv1a32(publicUrlOfIt).toString(36);
}

/**
 * URL as configured → id. A function of the set alone: endpoints that look alike without their secrets
 * are numbered by name.
 */
export function endpointIds(
  endpoints: readonly ({ readonly name: string; readonly url: string } | null | undefined)[],
): ReadonlyMap<string, string> {
  const alike = new Map<string, { name: string; url: string }[]>();
  for (const endpoint of endpoints) {
    if (!endpoint) continue;
    const shown = publicUrl(endpoint.url);
    const group = alike.get(shown);
    if (group) group.push(endpoint);
    else alike.set(shown, [endpoint]);
  }
  const ids = new Map<string, string>();
  for (const [shown, group] of alike) {
    const id = baseId(shown);
    group.sort((a, b) => compare(a.name, b.name) || compare(a.url, b.url));
    group.forEach(({ url }, i) => ids.set(url, group.length === 1 ? id : `${id}-${i}`));
  }
  return ids;
}

/** Order by code units: the same in every locale. */
export function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** The URL parser forgives blanks that stand for a mistyped password. */
function hasBlank(url: string): boolean {
  for (const character of url) if (character <= ' ' || character === '\u007f') return true;
  return false;
}
