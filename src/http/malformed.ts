import type { IncomingMessage } from 'node:http';

/**
 * Two Hosts, a version before there were headers, or chunks before there were any: what node lets through
 * (RFC 9112 §3.2, §2.3, §6.1).
 */
export function isMalformed({
  rawHeaders,
  headers,
  httpVersionMajor,
  httpVersionMinor,
}: IncomingMessage): boolean {
  let hosts = 0;
  for (let i = 0; i < rawHeaders.length; i += 2) {
    if (rawHeaders[i]!.length === 4 && rawHeaders[i]!.toLowerCase() === 'host') hosts++;
  }
  if (httpVersionMinor === 0 && headers['transfer-encoding'] !== undefined) return true;
  return hosts > 1 || httpVersionMajor < 1;
}
