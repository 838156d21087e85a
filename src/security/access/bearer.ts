import type { IncomingHttpHeaders } from 'node:http';

const BEARER = /^bearer +(\S+) *$/i;

/** The token of a request: `Authorization: Bearer …` (RFC 6750 §2.1), else `X-Api-Key`; `` for none. */
export function tokenIn({ authorization, 'x-api-key': apiKey }: IncomingHttpHeaders): string {
  const token = authorization === undefined ? undefined : BEARER.exec(authorization)?.[1];
  if (token !== undefined) return token;
  return typeof apiKey === 'string' ? apiKey : '';
}
