import type { Endpoint } from '../core/endpoint.js';
import type { Exchange } from '../core/exchange.js';
import { headerText } from '../core/header-text.js';
import type { TraceContext } from '../core/trace-context.js';
import { build } from '../core/version.js';
import { traceparent } from '../tracing/index.js';

/** Never forwarded: they belong to one hop, carry the client's credentials, or are written anew below. */
const DROPPED = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'http2-settings',
  'expect',
  'authorization',
  'cookie',
  'x-api-key',
  'x-auth-token',
  'x-admin-token',
  'host',
  'content-length',
  'x-proxied-by',
  'x-model',
]);
/** Readers by the rules of CGI take an underscore for a hyphen. */
const OLLA = /^x[-_]olla[-_]/;
/** Of the names that begin like Olla's, those that clients have something to say with. */
const FOR_CLIENTS = new Set(['x-olla-session-id', 'x-olla-priority']);
const PROXIED_BY = `Olla/${build.version}`;
const VIA = `1.1 olla/${build.version}`;

/**
 * The header lines that an endpoint is sent (proxying.md §12.2): name, value, name, value.
 * @param spanId the span of this attempt, where requests are traced
 */
export function requestHeaders(exchange: Exchange, endpoint: Endpoint, spanId = ''): string[] {
  const { trace, request } = exchange;
  const { rawHeaders, headers } = request;
  const hop = namedByConnection(headers.connection);
  // What the operator wrote for an endpoint stands alone, in place of the client's line and of ours.
  const theirs = endpoint.outboundHeaders.length > 0 ? endpoint.outboundHeaderNames : undefined;
  const out: string[] = [];
  let via = '';
  let forwardedFor = '';
  let realIp = false;
  let proto = false;
  let host = false;
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const name = rawHeaders[i]!;
    const value = rawHeaders[i + 1]!;
    const lower = name.toLowerCase();
    if (DROPPED.has(lower) || hop?.has(lower) || theirs?.has(lower)) continue;
    if (trace && isReplaced(lower, trace)) continue;
    // Otherwise a client could tell a backend whatever only Olla can know.
    if (lower.startsWith('olla', 2) && OLLA.test(lower) && !FOR_CLIENTS.has(lower)) continue;
    if (lower === 'via') via = via ? `${via}, ${value}` : value;
    else if (lower === 'x-forwarded-for') forwardedFor = forwardedFor ? `${forwardedFor}, ${value}` : value;
    else {
      if (lower === 'x-real-ip') realIp = true;
      else if (lower === 'x-forwarded-proto') proto = true;
      else if (lower === 'x-forwarded-host') host = true;
      out.push(name, value);
    }
  }
  if (!theirs?.has('x-proxied-by')) out.push('X-Proxied-By', PROXIED_BY);
  if (!theirs?.has('via')) out.push('Via', via ? `${via}, ${VIA}` : VIA);
  if (!theirs?.has('x-forwarded-for')) {
    out.push('X-Forwarded-For', forwardedFor ? `${forwardedFor}, ${exchange.peer}` : exchange.peer);
  }
  if (!realIp && !theirs?.has('x-real-ip')) out.push('X-Real-IP', exchange.client);
  if (!proto && !theirs?.has('x-forwarded-proto')) out.push('X-Forwarded-Proto', 'http');
  if (!host && headers.host !== undefined && !theirs?.has('x-forwarded-host')) {
    out.push('X-Forwarded-Host', headers.host);
  }
  if (exchange.model && !theirs?.has('x-model')) out.push('X-Model', headerText(exchange.model));
  if (trace && !theirs?.has('traceparent'))
    out.push('traceparent', traceparent(trace.traceId, spanId, trace.sampled));
  for (const text of endpoint.outboundHeaders) out.push(text);
  return out;
}

/** A state belongs to the trace that it came with. */
const isReplaced = (name: string, { parentId }: TraceContext): boolean =>
  name === 'traceparent' || (name === 'tracestate' && parentId === '');

/** Names that the client's `Connection` header makes hop-by-hop (RFC 9110 §7.6.1); undefined in the usual case. */
export function namedByConnection(connection: string | undefined): ReadonlySet<string> | undefined {
  if (connection === undefined || connection === 'keep-alive' || connection === 'close') return undefined;
  return new Set(connection.split(',').map((name) => name.trim().toLowerCase()));
}
