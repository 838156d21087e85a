import type { Endpoint } from '../core/endpoint.js';
import type { Exchange } from '../core/exchange.js';
import type { Forecast } from '../core/forecast.js';
import { OLLA_HEADER, QUEUE_HEADER, X_SERVED_BY } from '../core/header-names.js';
import { headerText } from '../core/header-text.js';
import { build } from '../core/version.js';
import { isUnderCors } from '../http/index.js';
import { namedByConnection } from './request-headers.js';

/** Of a backend's answer never relayed: one hop's business, secrets, and names that are ours to say. */
const DROPPED = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'authorization',
  'proxy-authorization',
  'x-api-key',
  'x-auth-token',
  'set-cookie',
  'x-served-by',
  'x-ratelimit-limit',
  'x-ratelimit-remaining',
  'x-ratelimit-reset',
]);
const SERVED_BY = `Olla/${build.version}`;
const VIA = `1.1 olla/${build.version}`;

/** Header lines as undici hands them over: name, value, name, value. */
export type RawHeaders = readonly (Buffer | string)[];

/**
 * The whole head of a proxied answer (proxying.md §12.4, http-api.md §6.2), ready for `writeHead`:
 * what Olla says of it first, then the backend's own lines in their order.
 */
export function answerHeaders(exchange: Exchange, endpoint: Endpoint, backend: RawHeaders): string[] {
  const out = exchange.replyHeaders.slice();
  out.push(X_SERVED_BY, SERVED_BY);
  const viaAt = out.push('Via', VIA) - 1;
  pushOllaHeaders(out, exchange, endpoint);
  const ours = out.length;
  const cors = isUnderCors(exchange.replyHeaders);
  let hop: ReadonlySet<string> | undefined;
  for (let i = 0; i < backend.length; i += 2) {
    const name = text(backend[i]!);
    const lower = name.toLowerCase();
    if (lower === 'connection') hop = namedByConnection(text(backend[i + 1]!).toLowerCase());
    if (DROPPED.has(lower) || endpoint.outboundHeaderNames.has(lower) || lower.startsWith('x-olla-'))
      continue;
    // Two answers to whether a page may read this are none: browsers refuse both.
    if (cors && lower.startsWith('access-control-')) continue;
    if (lower.startsWith('ratelimit') && exchange.replyHeaders.includes('RateLimit')) continue;
    const value = text(backend[i + 1]!);
    if (lower === 'via') out[viaAt] = out[viaAt] === VIA ? `${value}, ${VIA}` : `${value}, ${out[viaAt]}`;
    else out.push(name, value);
  }
  return hop ? without(out, hop, ours) : out;
}

/** The story of the answer: who served it and why (http-api.md §6.2). */
export function pushOllaHeaders(out: string[], exchange: Exchange, endpoint: Endpoint): void {
  out.push(OLLA_HEADER.responseTime, `${Math.round(exchange.elapsed())}ms`);
  pushRoutingHeaders(out, exchange);
  out.push(
    OLLA_HEADER.endpoint,
    headerText(endpoint.name),
    OLLA_HEADER.backendType,
    headerText(endpoint.type),
  );
  if (exchange.model) out.push(OLLA_HEADER.model, headerText(exchange.model));
  if (exchange.sticky) pushStickyHeaders(out, exchange, exchange.sticky);
}

/** Also on answers that refuse a request for its model. */
export function pushRoutingHeaders(out: string[], { decision, forecast, waitedMs, queue }: Exchange): void {
  if (queue) {
    out.push(QUEUE_HEADER.wait, `${Math.round(waitedMs)}ms`);
    out.push(QUEUE_HEADER.position, String(queue.position));
  }
  if (!decision) return;
  out.push(OLLA_HEADER.routingStrategy, decision.strategy, OLLA_HEADER.routingDecision, decision.action);
  const reason = forecast ? `${decision.reason}; ${forecastText(forecast)}` : decision.reason;
  if (reason) out.push(OLLA_HEADER.routingReason, reason);
}

/** Whole milliseconds: what is expected is not known any better. */
const forecastText = ({ slotMs, loadMs, prefillMs, evictionMs, totalMs }: Forecast): string =>
  `expected wait ${Math.round(totalMs)}ms: slot ${Math.round(slotMs)}, load ${Math.round(loadMs)}, ` +
  `prefill ${Math.round(prefillMs)}, eviction ${Math.round(evictionMs)}`;

function pushStickyHeaders(out: string[], exchange: Exchange, sticky: NonNullable<Exchange['sticky']>): void {
  out.push(OLLA_HEADER.stickySession, sticky.outcome);
  if (sticky.source !== 'none') out.push(OLLA_HEADER.stickyKeySource, sticky.source);
  if (sticky.source !== 'session_header') return;
  const session = exchange.request.headers['x-olla-session-id'];
  if (typeof session === 'string') out.push(OLLA_HEADER.sessionId, session);
}

/** Drops the lines that the backend's `Connection` header named; Olla's own come first and are never among them. */
function without(lines: string[], names: ReadonlySet<string>, ours: number): string[] {
  const kept = lines.slice(0, ours);
  for (let i = ours; i < lines.length; i += 2) {
    if (!names.has(lines[i]!.toLowerCase())) kept.push(lines[i]!, lines[i + 1]!);
  }
  return kept;
}

const text = (part: Buffer | string): string => (typeof part === 'string' ? part : part.toString('latin1'));
