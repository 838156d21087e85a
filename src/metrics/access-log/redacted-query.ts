const HIDDEN = '[REDACTED]';
/** Parameters whose values nobody may read in a log (http-api.md §17). */
const SECRETS = new Set(['api_key', 'token', 'access_token', 'key', 'password', 'secret', 'auth']);

/** A query with the values of secrets hidden, in the order in which it came. @param query without its `?` */
export function redactedQuery(query: string): string {
  if (query === '') return '';
  return query.split('&').map(redacted).join('&');
}

function redacted(pair: string): string {
  const end = pair.indexOf('=');
  if (end < 0) return pair;
  const key = pair.slice(0, end);
  return SECRETS.has(plain(key).toLowerCase()) ? `${key}=${HIDDEN}` : pair;
}

/** A key whose escapes are broken is taken as it stands. */
function plain(key: string): string {
  try {
    return decodeURIComponent(key.replaceAll('+', ' ')).trim();
  } catch {
    return key;
  }
}
