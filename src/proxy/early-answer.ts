import { X_SERVED_BY } from '../core/header-names.js';
import type { Exchange } from '../core/exchange.js';
import { build } from '../core/version.js';
import { pushRoutingHeaders } from './answer-headers.js';

/** Paths that answer with an event stream when they are asked to; Ollama's own API has no room for a sign of life. */
const EVENTS = /\/(?:chat\/completions|completions|responses|messages)$/;

/**
 * Waits for an endpoint with signs of life for a client that asked for an event stream: its head, and a comment or the
 * dialect's ping now and then, so that neither it nor a proxy between gives up (HTML, server-sent events §9.2.6).
 * @param everyMs milliseconds of silence before each; 0 = never
 */
export async function withSignsOfLife<T>(exchange: Exchange, everyMs: number, wait: Promise<T>): Promise<T> {
  if (everyMs <= 0 || !exchange.stream || !EVENTS.test(exchange.path)) return wait;
  const timer = setInterval(() => live(exchange), everyMs);
  try {
    return await wait;
  } finally {
    clearInterval(timer);
  }
}

function live(exchange: Exchange): void {
  const { reply } = exchange;
  if (reply.destroyed) return;
  if (!exchange.begunEarly) begin(exchange);
  // A client that does not read needs no more of them.
  if (!reply.writableNeedDrain) reply.write(exchange.dialect === 'anthropic' ? PING : COMMENT);
}

const COMMENT = ': waiting for a free endpoint\n\n';
const PING = 'event: ping\ndata: {"type":"ping"}\n\n';

/** Who will answer is not known yet: what the head can't say is missing, and failures are told in the stream. */
function begin(exchange: Exchange): void {
  const headers = exchange.replyHeaders.slice();
  headers.push(X_SERVED_BY, `Olla/${build.version}`);
  pushRoutingHeaders(headers, exchange);
  headers.push('Content-Type', 'text/event-stream', 'Cache-Control', 'no-cache');
  exchange.begunEarly = true;
  exchange.inBand = 'sse';
  exchange.status = 200;
  exchange.reply.writeHead(200, headers);
}
