const ABSOLUTE_FORM = /^https?:\/\/[^/?]*/i;
const UNCLEAN = /\/(?:\/|\.{1,2}(?:\/|$))/;

/** A request target in absolute form names a host that is none of our business (RFC 9112 §3.2.2). */
export function originForm(target: string): string {
  if (target.startsWith('/')) return target;
  const path = target.replace(ABSOLUTE_FORM, '');
  return path.startsWith('/') ? path : `/${path}`;
}

/**
 * The cleaned form of a URL whose path holds `//`, `/./` or `/../`; undefined when it holds none
 * (http-api.md §2). Escaped dots are left for later: they never leave the backend's own tree.
 */
export function cleanedUrl(url: string): string | undefined {
  if (!url.includes('//') && !url.includes('/.')) return undefined;
  const query = url.indexOf('?');
  const path = query < 0 ? url : url.slice(0, query);
  if (!UNCLEAN.test(path)) return undefined;
  const kept: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '..') kept.pop();
    else if (segment !== '' && segment !== '.') kept.push(segment);
  }
  const slash = kept.length > 0 && /\/\.{0,2}$/.test(path) ? '/' : '';
  return `/${kept.join('/')}${slash}${query < 0 ? '' : url.slice(query)}`;
}
