import type { IncomingHttpHeaders } from 'node:http';
import { isIP } from 'node:net';
import { normaliseAddress } from './address.js';
import type { TrustedProxies } from './trusted-proxies.js';

/** Longest text that can hold an address with brackets, zone and port. */
const LONGEST = 64;

/**
 * Who is calling, for limits and logs (proxying.md §3.2): what a trusted proxy says, else the peer.
 * Never used for forwarding headers or sticky keys.
 * @param peer the socket's peer, normalised
 * @param trust undefined = nobody is believed
 */
export function clientAddress(
  peer: string,
  headers: IncomingHttpHeaders,
  trust: TrustedProxies | undefined,
): string {
  if (!trust?.includes(peer)) return peer;
  const forwarded = textOf(headers['x-forwarded-for']);
  if (forwarded !== '') return addressIn(firstOf(forwarded)) ?? peer;
  return addressIn(textOf(headers['x-real-ip'])) ?? peer;
}

const textOf = (value: string | string[] | undefined): string =>
  (typeof value === 'string' ? value : (value?.[0] ?? '')).trim();

function firstOf(list: string): string {
  const comma = list.indexOf(',');
  return comma < 0 ? list : list.slice(0, comma);
}

/**
 * The address in a header, or undefined when it is none: a made-up word must not become a log field or
 * a bucket. Copied, since a slice would keep the whole header alive for as long as its bucket lives.
 */
function addressIn(text: string): string | undefined {
  const trimmed = text.trim();
  if (trimmed.length > LONGEST) return undefined;
  const address = normaliseAddress(Buffer.from(trimmed, 'latin1').toString('latin1'));
  return isIP(address) === 0 ? undefined : address;
}
