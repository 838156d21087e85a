import type { IncomingMessage } from 'node:http';

const LOCAL = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i;
const OWN_SITE: ReadonlySet<unknown> = new Set([undefined, 'none', 'same-origin']);

/**
 * Whether somebody at this machine asks on purpose. A page from elsewhere must neither read a heap through
 * a name that it has pointed at the loopback address, nor stop the process for one with an image link.
 */
export function isLocalCaller({ headers }: IncomingMessage): boolean {
  return LOCAL.test(headers.host ?? '') && OWN_SITE.has(headers['sec-fetch-site']);
}
