const ROOT = '/internal/ui/';

/**
 * The part of a request's target that names a file of the page, decoded.
 * @returns undefined for what cannot be decoded or lies elsewhere
 */
export function pagePath(target: string): string | undefined {
  const [path = ''] = target.split('?', 1);
  if (!path.startsWith(ROOT)) return undefined;
  try {
    return decodeURIComponent(path.slice(ROOT.length));
  } catch {
    return undefined;
  }
}
