import type { Endpoint } from '../core/endpoint.js';

const MALFORMED_ESCAPE = /%(?![0-9a-fA-F]{2})/;
/** Some readers take a backslash for a slash, and what stands behind a semicolon for no part of the segment. */
const DOT_SEGMENT = /(?:^|[/\\])\.{1,2}(?:[/\\;]|$)/;
const PARAMETERS = /(^|\/)(\.{1,2});[^/]*/g;

/** The path that an endpoint is asked for (proxying.md §12.1); escaped bytes stay as they came. */
export function targetPath(endpoint: Endpoint, path: string): string {
  const safe = hasDotSegments(path) ? cleanPath(unescapeDots(path)) : path;
  if (!endpoint.preservePath || endpoint.basePath === '/') return safe;
  return cleanPath(`${endpoint.basePath}/${cleanPath(safe)}`);
}

/** Is there a `%` that no two hex digits follow? */
export function hasMalformedEscape(path: string): boolean {
  return path.includes('%') && MALFORMED_ESCAPE.test(path);
}

/** Are there `.` or `..` segments, in plain or with their dots, slashes or backslashes escaped once? */
export function hasDotSegments(path: string): boolean {
  if (path.includes('/.') && DOT_SEGMENT.test(path)) return true;
  if (path.includes('\\') && DOT_SEGMENT.test(path)) return true;
  return path.includes('%') && DOT_SEGMENT.test(unescapeDots(path));
}

/** One slash between segments, `.` and `..` resolved below the root, no slash at the end. */
export function cleanPath(path: string): string {
  const kept: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '' || segment === '.') continue;
    if (segment === '..') kept.pop();
    else kept.push(segment);
  }
  return `/${kept.join('/')}`;
}

const unescapeDots = (path: string): string =>
  path
    .replace(/%2e/gi, '.')
    .replace(/%2f|%5c|\\/gi, '/')
    .replace(/%3b/gi, ';')
    .replace(PARAMETERS, '$1$2');
