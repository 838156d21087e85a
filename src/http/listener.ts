import http, { type RequestListener, type Server } from 'node:http';
import type { Socket } from 'node:net';
import { effectiveHeaderLimit } from '../security/index.js';
import type { ServerSettings } from './server-options.js';

/** Node answers an over-long head itself; room for what lies between its count and ours (http-api.md §9). */
const HEAD_ROOM = 4 * 1024;
const MAX_CHECK_MS = 1_000;
/** A peer that was refused may go on sending for this long. */
const LINGER_MS = 500;

/** The HTTP/1.1 listener with the time and size limits of `server` (configuration.md §14). */
export function createListener(settings: ServerSettings, handle: RequestListener): Server {
  const headersTimeout = settings.readHeaderTimeout;
  const requestTimeout = Math.max(settings.readTimeout, settings.readTimeout && headersTimeout);
  const limits = [headersTimeout, requestTimeout].filter((limit) => limit > 0);
  const server = http.createServer(
    {
      maxHeaderSize: effectiveHeaderLimit(settings.requestLimits.maxHeaderSize) + HEAD_ROOM,
      headersTimeout,
      requestTimeout,
      keepAliveTimeout: settings.idleTimeout || settings.readTimeout,
      connectionsCheckingInterval: Math.max(100, Math.min(MAX_CHECK_MS, ...limits.map((limit) => limit / 2))),
      noDelay: true,
    },
    handle,
  );
  server.timeout = settings.writeTimeout;
  server.maxHeadersCount = 0;
  server.on('clientError', refuseMalformed);
  // A tunnel or a protocol switch is nobody's here: without listeners node drops the socket without a word.
  server.on('connect', (_request, socket: Socket) => answer(socket, '400 Bad Request'));
  return server;
}

/** Sockets that have had their last answer: what else they send is read and dropped. */
const refused = new WeakSet<Socket>();

/** Bytes on the socket that are no request: said and closed (RFC 9110 §15.5). */
function refuseMalformed(error: NodeJS.ErrnoException, socket: Socket): void {
  if (refused.has(socket)) return;
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  if (error.code === 'HPE_HEADER_OVERFLOW') answer(socket, '431 Request Header Fields Too Large');
  else if (error.code === 'ERR_HTTP_REQUEST_TIMEOUT') answer(socket, '408 Request Timeout');
  else answer(socket, '400 Bad Request');
}

/**
 * The answer, then the end of our side. A socket that is closed while its peer still sends is reset, and
 * the answer lost with it: so the rest is taken for a moment.
 */
function answer(socket: Socket, status: string): void {
  refused.add(socket);
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
  socket.resume();
  const timer = setTimeout(() => socket.destroy(), LINGER_MS);
  socket.once('close', () => clearTimeout(timer));
}
