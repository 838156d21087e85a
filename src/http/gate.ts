import type { IncomingMessage } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { BadRequestError, BodyTooLargeError, NotFoundError } from '../core/client-errors.js';
import { OLLA_HEADER } from '../core/header-names.js';
import type { OllaError } from '../core/olla-error.js';
import type { Scope, Surface } from '../core/surface.js';
import type { LimitedRequest } from '../security/index.js';
import { cleanedUrl } from './clean-url.js';
import { sendError, type ErrorFormat } from './error-answer.js';
import { dialectOf } from './error-body.js';
import { requestIdOf } from './request-id.js';

/** What the gate asks of others. */
export interface GateParts {
  readonly surfaceOf: (path: string) => Surface;
  readonly addressOf: (peer: string, headers: IncomingMessage['headers']) => string;
  readonly normalise: (address: string) => string;
  readonly listing: (scope: Scope) => object;
  /** Size of head and announced body; undefined = within the limits. */
  readonly checkSize: (request: LimitedRequest) => OllaError | undefined;
  readonly bodyLimit: () => number;
  readonly bodyTooLarge: (request: LimitedRequest) => void;
  readonly errorFormat: () => ErrorFormat;
}

/**
 * The first thing that every request meets: paths are cleaned, unknown ones under `/olla/` refused, the
 * caller's address found. What is not proxied passes the size limits and gets its request id here; what
 * is proxied meets the guards first (http-api.md §3).
 */
export class Gate {
  constructor(private readonly parts: GateParts) {}

  readonly onRequest = (request: FastifyRequest, reply: FastifyReply, next: () => void): void => {
    const { raw } = request;
    const url = raw.url ?? '/';
    request.ollaHeaders = [];
    request.peerAddress = this.parts.normalise(raw.socket.remoteAddress ?? '');
    request.clientAddress = this.parts.addressOf(request.peerAddress, raw.headers);
    if (isMalformed(raw)) return this.#refuse(request, reply, new BadRequestError('Bad Request'));
    const clean = cleanedUrl(url);
    if (clean !== undefined) return redirect(reply, clean);
    if (url.startsWith('/olla/')) {
      const surface = this.parts.surfaceOf(pathOf(url));
      if (surface.kind === 'forward') {
        request.surface = surface;
        hideContentType(request);
        return next();
      }
      if (surface.kind === 'listing') {
        return this.#admit(request, reply, () => sendJson(request, reply, this.parts.listing(surface.scope)));
      }
      if (surface.kind === 'redirect') return redirect(reply, surface.location + queryOf(url));
      return this.#refuse(request, reply, new NotFoundError(surface.text));
    }
    this.#admit(request, reply, next);
  };

  #admit(request: FastifyRequest, reply: FastifyReply, next: () => void): void {
    hideContentType(request);
    const refusal = this.parts.checkSize(request);
    if (refusal) return this.#refuse(request, reply, refusal);
    if (!request.is404) {
      request.ollaId = requestIdOf(request.headers['x-request-id']);
      request.ollaHeaders.push(OLLA_HEADER.requestId, request.ollaId);
      void reply.header(OLLA_HEADER.requestId, request.ollaId);
    }
    if (request.raw.headers['transfer-encoding'] === undefined) return next();
    this.#measure(request.raw, (tooLarge) => {
      if (!tooLarge) return next();
      this.parts.bodyTooLarge(request);
      reply.removeHeader(OLLA_HEADER.requestId);
      request.ollaHeaders = [];
      this.#refuse(request, reply, new BodyTooLargeError());
    });
  }

  /** A body of unknown length is read to its end, or to the limit, before its handler runs. */
  #measure(raw: IncomingMessage, done: (tooLarge: boolean) => void): void {
    const limit = this.parts.bodyLimit();
    let size = 0;
    let over = false;
    const once = (tooLarge: boolean): void => {
      if (over) return;
      over = true;
      done(tooLarge);
    };
    raw.on('data', (piece: Buffer) => {
      size += piece.length;
      if (limit > 0 && size > limit) once(true);
    });
    raw.on('end', () => once(false));
    raw.on('error', () => undefined);
  }

  #refuse(request: FastifyRequest, reply: FastifyReply, error: OllaError): void {
    reply.hijack();
    const path = pathOf(request.raw.url ?? '/');
    sendError(reply.raw, error, {
      format: path.startsWith('/olla/') ? this.parts.errorFormat() : 'text',
      dialect: dialectOf('', path.replace(/^\/olla\/[^/]*/, '')),
      headers: request.ollaHeaders,
      method: request.method,
    });
  }
}

/**
 * Bodies are read raw or not at all, so Fastify must not judge a content type: that is the backend's
 * to judge, and no route of Olla's own takes a body.
 */
function hideContentType(request: FastifyRequest): void {
  const { headers } = request.raw;
  request.offeredContentType = headers['content-type'];
  headers['content-type'] = 'application/octet-stream';
}

/** Two Hosts, or a version before there were headers: what node lets through (RFC 9112 §3.2, §2.3). */
function isMalformed({ rawHeaders, httpVersionMajor }: IncomingMessage): boolean {
  let hosts = 0;
  for (let i = 0; i < rawHeaders.length; i += 2) {
    if (rawHeaders[i]!.length === 4 && rawHeaders[i]!.toLowerCase() === 'host') hosts++;
  }
  return hosts > 1 || httpVersionMajor < 1;
}

function sendJson(request: FastifyRequest, reply: FastifyReply, value: object): void {
  reply.hijack();
  const body = Buffer.from(JSON.stringify(value));
  const lines = [
    ...request.ollaHeaders,
    'Content-Type',
    'application/json',
    'Content-Length',
    `${body.length}`,
  ];
  reply.raw.writeHead(200, lines).end(request.method === 'HEAD' ? undefined : body);
}

/** 307, so that a body survives (http-api.md §2). */
function redirect(reply: FastifyReply, location: string): void {
  reply.hijack();
  reply.raw.writeHead(307, { Location: location, 'Content-Length': '0' }).end();
}

const pathOf = (url: string): string => {
  const query = url.indexOf('?');
  return query < 0 ? url : url.slice(0, query);
};
const queryOf = (url: string): string => {
  const query = url.indexOf('?');
  return query < 0 ? '' : url.slice(query);
};
