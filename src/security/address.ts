import { isIP, isIPv4 } from 'node:net';
import ipaddr from 'ipaddr.js';

const MAPPED = /^::ffff:/i;

/**
 * The bare host of a socket address: without port, brackets and zone, and an IPv4 address that came in
 * through IPv6 (`::ffff:a.b.c.d`) as IPv4. An address without a port stays what it is.
 */
export function normaliseAddress(address: string | undefined): string {
  if (!address || isIPv4(address)) return address ?? '';
  const host = withoutZone(withoutPort(address));
  if (!MAPPED.test(host)) return host;
  const mapped = host.slice('::ffff:'.length);
  if (isIPv4(mapped)) return mapped;
  return isIP(host) === 6 ? ipaddr.process(host).toString() : host;
}

/**
 * What limits count by: an IPv4 address itself, an IPv6 address as the /64 that one customer usually holds.
 * @param address a normalised address; anything else gives some key
 */
export function limitKeyOf(address: string): string {
  if (!address.includes(':')) return address;
  return `${groupsOf(address)
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`;
}

/** The groups of an IPv6 address, `::` written out. By hand: this runs for every request. */
function groupsOf(address: string): string[] {
  const gap = address.indexOf('::');
  if (gap < 0) return address.split(':');
  const before = gap === 0 ? [] : address.slice(0, gap).split(':');
  const after = gap + 2 === address.length ? [] : address.slice(gap + 2).split(':');
  const zeros = Math.max(0, 8 - before.length - after.length - Number(address.includes('.')));
  return [...before, ...Array<string>(zeros).fill('0'), ...after];
}

function withoutPort(address: string): string {
  if (address.startsWith('[')) {
    const end = address.indexOf(']');
    return end < 0 ? address : address.slice(1, end);
  }
  const colon = address.indexOf(':');
  const single = colon >= 0 && colon === address.lastIndexOf(':');
  return single ? address.slice(0, colon) : address;
}

function withoutZone(host: string): string {
  const zone = host.indexOf('%');
  return zone < 0 ? host : host.slice(0, zone);
}
