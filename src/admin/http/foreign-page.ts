import type { FastifyRequest } from 'fastify';

const SAFE: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Whether a request can change something. */
export const changesState = (method: string): boolean => !SAFE.has(method);

/**
 * Whether a page of another site sent the request from an operator's browser. Browsers put `Origin` on all that
 * scripts may read the answer of, and on all that is not a GET.
 */
export function isFromForeignPage({ headers, method }: Pick<FastifyRequest, 'headers' | 'method'>): boolean {
  const { origin, host } = headers;
  if (origin !== undefined) return hostOf(origin) !== (host ?? '').toLowerCase();
  return changesState(method) && headers['sec-fetch-site'] === 'cross-site';
}

/** Without the scheme: a proxy that ends TLS hides it. */
function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}
