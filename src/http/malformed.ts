import type { IncomingMessage } from 'node:http';

/** Two Hosts, or a version before there were headers: what node lets through (RFC 9112 §3.2, §2.3). */
export function isMalformed({ rawHeaders, httpVersionMajor }: IncomingMessage): boolean {
  let hosts = 0;
  for (let i = 0; i < rawHeaders.length; i += 2) {
    if (rawHeaders[i]!.length === 4 && rawHeaders[i]!.toLowerCase() === 'host') hosts++;
  }
  return hosts > 1 || httpVersionMajor < 1;
}
