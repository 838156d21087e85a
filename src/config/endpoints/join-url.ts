import { posix } from 'node:path';
import { urlParts } from './url-parts.js';

/**
 * Joins a base URL and a path as the original does (configuration.md §10.3): the path of the base stays in
 * front, slashes are tidied, query and fragment of the base stay. An absolute URL in place of a path is
 * taken as it is.
 */
export function joinUrl(base: string, path: string): string {
  if (base === '' || urlParts(path)) return path;
  if (path === '') return base;
  const parts = urlParts(base);
  if (!parts) return path;
  const [plain, ownQuery] = splitQuery(path);
  const joined = posix.join('/', parts.path, plain);
  const tidy = joined.length > 1 ? joined.replace(/\/$/, '') : joined;
  return `${parts.scheme}${parts.userinfo}${parts.host}${tidy}${ownQuery ?? parts.query}${parts.fragment}`;
}

function splitQuery(path: string): [string, string | undefined] {
  const cut = path.indexOf('?');
  return cut < 0 ? [path, undefined] : [path.slice(0, cut), path.slice(cut)];
}
