import type { IncomingHttpHeaders } from 'node:http';
import { isIPv4 } from 'node:net';

/** What proxies say about the caller behind them. */
const PROXY_HEADERS = [
  'forwarded',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-forwarded-port',
  'x-forwarded-server',
  'x-original-host',
  'x-real-ip',
  'x-client-ip',
  'x-cluster-client-ip',
  'true-client-ip',
  'cf-connecting-ip',
  'via',
] as const;
const PORT = /:\d{1,5}$/;

/**
 * Why a caller is not somebody who sits at this machine; undefined for somebody who does. A proxy on this machine
 * speaks for callers elsewhere, and a page of theirs may have a name that leads here (DNS rebinding): neither counts.
 * @param peer the socket's peer, normalised
 */
export function whyNotLocal(peer: string, headers: IncomingHttpHeaders): string | undefined {
  if (!isLoopback(peer)) return 'the caller is not on this machine';
  if (PROXY_HEADERS.some((name) => headers[name] !== undefined)) return 'the request came through a proxy';
  if (!isLoopbackHost(headers.host ?? '')) return 'the Host header names another machine';
  return undefined;
}

/** @param host as in a Host header, with or without a port */
export function isLoopbackHost(host: string): boolean {
  const name = host.replace(PORT, '').toLowerCase();
  return name === 'localhost' || name === '[::1]' || (isIPv4(name) && isLoopback(name));
}

const isLoopback = (address: string): boolean =>
  address === '::1' || (isIPv4(address) && address.startsWith('127.'));
