const URL_QUERY = /^(https?:\/\/[^?#]*)\?.*$/is;
const QUERY_IN_PATH = /\[(https?:\/\/[^?\]]*)\?[^\]]*\]/gi;

/** The same without queries of URLs, at any depth: they may hold keys, which the configuration knows nothing of. */
export function maskQueries(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(URL_QUERY, '$1?***');
  if (Array.isArray(value)) return value.map(maskQueries);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, of]) => [key, maskQueries(of)]));
}

/** The key of the configuration without the query of the URL by which it names an endpoint. */
export const maskedPath = (path: string): string => path.replace(QUERY_IN_PATH, '[$1?***]');
