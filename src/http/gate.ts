import type { FastifyReply, FastifyRequest } from 'fastify';
import { BadRequestError, BodyTooLargeError, NotFoundError } from '../core/client-errors.js';
import { OllaError } from '../core/olla-error.js';
import { NotSupportedError } from '../core/surface-errors.js';
import type { Surface } from '../core/surface.js';
import { dropMalformedContentType, hideContentType } from './bodies/index.js';
import { cleanedUrl } from './clean-url.js';
import { type CorsPolicy, isPreflight } from './cors/index.js';
import type { GateParts } from './gate-parts.js';
import { identify, unidentify } from './identify.js';
import { isMalformed } from './malformed.js';
import { measureBody } from './measure-body.js';
import { readsBody } from './own-routes.js';
import { refuse } from './refuse.js';
import { pathOf, queryOf } from './request-target.js';
import { redirect, sendAnswer } from './whole-answer.js';

type Next = (error?: Error) => void;
/** A surface that goes to no backend. */
type Answered = Exclude<Surface, { readonly kind: 'forward' | 'redirect' }>;

/**
 * The first thing that every request meets: pages of other origins are told what they may, paths are cleaned,
 * unknown ones under `/olla/` refused, the caller's address found. What is not proxied passes the size limits
 * and gets its request id here; what is proxied meets the guards first (http-api.md §3).
 */
export class Gate {
  constructor(private readonly parts: GateParts) {}

  readonly onRequest = (request: FastifyRequest, reply: FastifyReply, next: Next): void => {
    const { raw } = request;
    const url = raw.url ?? '/';
    request.ollaId = '';
    request.ollaHeaders = [];
    request.caller = undefined;
    request.peerAddress = this.parts.normalise(raw.socket.remoteAddress ?? '');
    request.clientAddress = this.parts.addressOf(request.peerAddress, raw.headers);
    if (isMalformed(raw) || raw.socket.writableEnded) {
      this.parts.follow(request, reply);
      // Where the next request on this connection would begin is anybody's guess.
      reply.raw.shouldKeepAlive = false;
      this.#refuse(request, reply, new BadRequestError('Bad Request'));
      raw.socket.end();
      return;
    }
    const cors = this.parts.cors();
    if (cors !== undefined && answersOrigin(cors, request, reply)) return;
    const clean = cleanedUrl(url);
    if (clean !== undefined) {
      this.parts.follow(request, reply);
      return redirect(request, reply, clean);
    }
    if (!url.startsWith('/olla/')) return this.#pass(request, reply, next);
    const surface = this.parts.surfaceOf(pathOf(url));
    if (surface.kind === 'forward') {
      request.surface = surface;
      request.offeredContentType = hideContentType(raw);
      return next();
    }
    this.parts.follow(request, reply);
    if (surface.kind === 'redirect') return redirect(request, reply, surface.location + queryOf(url));
    if (surface.kind === 'refuse' && surface.status === 404) {
      // A path that is not there gets no request id.
      return this.#refuse(request, reply, new NotFoundError(surface.text));
    }
    if (this.#admit(request, reply)) void this.#answer(surface, request, reply, next);
  };

  /** What some controller outside `/olla/` answers, or nobody. */
  #pass(request: FastifyRequest, reply: FastifyReply, next: Next): void {
    this.parts.follow(request, reply);
    if (!this.#admit(request, reply)) return;
    const route = request.is404 ? '' : (request.routeOptions.url ?? '');
    const closed = this.parts.closedTo(request, route);
    if (closed) return this.#refuse(request, reply, closed);
    copyLines(request.ollaHeaders, reply);
    if (readsBody(route)) {
      dropMalformedContentType(request.raw);
      request.bodyLimit = this.parts.bodyLimit();
      return next();
    }
    hideContentType(request.raw);
    this.#measure(request, reply, next);
  }

  /**
   * What a path under `/olla/` asks of Olla itself. Whatever goes wrong that is no answer is left to those
   * who know what to do with it: `next`.
   */
  async #answer(surface: Answered, request: FastifyRequest, reply: FastifyReply, next: Next): Promise<void> {
    try {
      const refusal = await this.parts.access(request);
      if (refusal) return this.#refuse(request, reply, refusal);
      await new Promise<void>((resolve) => this.#measure(request, reply, resolve));
      if (surface.kind === 'refuse') throw new NotSupportedError(501, surface.text);
      const question = {
        query: queryOf(request.raw.url ?? '/').slice(1),
        ifNoneMatch: request.headers['if-none-match'],
        caller: request.caller,
      };
      sendAnswer(request, reply, await this.parts.answer(surface, question));
    } catch (error) {
      if (error instanceof OllaError) this.#refuse(request, reply, error);
      else next(error instanceof Error ? error : new Error(String(error)));
    }
  }

  /** Within the limits so far, a request that somebody answers gets its id. */
  #admit(request: FastifyRequest, reply: FastifyReply): boolean {
    const refusal = this.parts.checkSize(request);
    if (refusal) this.#refuse(request, reply, refusal);
    else if (!request.is404) identify(request);
    return !refusal;
  }

  /** Goes on once a body of unknown length turned out to be small enough. */
  #measure(request: FastifyRequest, reply: FastifyReply, next: () => void): void {
    if (request.raw.headers['transfer-encoding'] === undefined) return next();
    measureBody(request.raw, this.parts.bodyLimit(), (tooLarge) => {
      if (!tooLarge) return next();
      this.parts.bodyTooLarge(request);
      unidentify(request);
      this.#refuse(request, reply, new BodyTooLargeError());
    });
  }

  #refuse(request: FastifyRequest, reply: FastifyReply, error: OllaError): void {
    refuse(request, reply, error, this.parts.errorFormat());
  }
}

/** True when the request was a preflight, which has its answer; else the answer to come gets its lines. */
function answersOrigin(cors: CorsPolicy, request: FastifyRequest, reply: FastifyReply): boolean {
  const { method, headers } = request.raw;
  if (isPreflight(method, headers)) {
    reply.hijack();
    reply.raw.writeHead(204, cors.preflight(headers)).end();
    return true;
  }
  request.ollaHeaders = cors.linesFor(method ?? 'GET', headers.origin);
  return false;
}

/** For controllers, whose answers Fastify sends. */
function copyLines(lines: readonly string[], reply: FastifyReply): void {
  for (let i = 0; i < lines.length; i += 2) void reply.header(lines[i]!, lines[i + 1]);
}
