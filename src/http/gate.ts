import type { IncomingMessage } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { BadRequestError, BodyTooLargeError, NotFoundError } from '../core/client-errors.js';
import { OLLA_HEADER } from '../core/header-names.js';
import { OllaError } from '../core/olla-error.js';
import { NotSupportedError } from '../core/surface-errors.js';
import type { OwnSurface, Question, Surface, WholeAnswer } from '../core/surface.js';
import type { LimitedRequest } from '../security/index.js';
import { cleanedUrl } from './clean-url.js';
import { sendError, type ErrorFormat } from './error-answer.js';
import { dialectOf } from './error-body.js';
import { measureBody } from './measure-body.js';
import { requestIdOf } from './request-id.js';
import { pathOf, queryOf } from './request-target.js';
import { redirect, sendAnswer } from './whole-answer.js';

const ANTHROPIC = '/olla/anthropic/';

/** What the gate asks of others. */
export interface GateParts {
  readonly surfaceOf: (path: string) => Surface;
  readonly addressOf: (peer: string, headers: IncomingMessage['headers']) => string;
  readonly normalise: (address: string) => string;
  /** What Olla knows itself, at once or once it is gathered; throws an `OllaError` in place of an answer. */
  readonly answer: (surface: OwnSurface, question: Question) => WholeAnswer | Promise<WholeAnswer>;
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

  readonly onRequest = (
    request: FastifyRequest,
    reply: FastifyReply,
    next: (error?: Error) => void,
  ): void => {
    const { raw } = request;
    const url = raw.url ?? '/';
    request.ollaHeaders = [];
    request.caller = undefined;
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
      return this.#serve(surface, request, reply, next);
    }
    this.#admit(request, reply, next);
  };

  /** What a path under `/olla/` asks of Olla itself. A path that is not there gets no request id. */
  #serve(
    surface: Exclude<Surface, { readonly kind: 'forward' }>,
    request: FastifyRequest,
    reply: FastifyReply,
    next: (error?: Error) => void,
  ): void {
    if (surface.kind === 'redirect') {
      return redirect(reply, surface.location + queryOf(request.raw.url ?? '/'));
    }
    if (surface.kind !== 'refuse') {
      return this.#admit(request, reply, () => void this.#answer(surface, request, reply, next));
    }
    if (surface.status === 404) return this.#refuse(request, reply, new NotFoundError(surface.text));
    this.#admit(request, reply, () => this.#refuse(request, reply, new NotSupportedError(501, surface.text)));
  }

  /** Whatever goes wrong that is no answer is left to those who know what to do with it: `next`. */
  async #answer(
    surface: OwnSurface,
    request: FastifyRequest,
    reply: FastifyReply,
    next: (error?: Error) => void,
  ): Promise<void> {
    try {
      const question = {
        query: queryOf(request.raw.url ?? '/').slice(1),
        ifNoneMatch: request.headers['if-none-match'],
      };
      sendAnswer(request, reply, await this.parts.answer(surface, question));
    } catch (error) {
      if (error instanceof OllaError) this.#refuse(request, reply, error);
      else next(error instanceof Error ? error : new Error(String(error)));
    }
  }

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
    measureBody(request.raw, this.parts.bodyLimit(), (tooLarge) => {
      if (!tooLarge) return next();
      this.parts.bodyTooLarge(request);
      reply.removeHeader(OLLA_HEADER.requestId);
      request.ollaHeaders = [];
      this.#refuse(request, reply, new BodyTooLargeError());
    });
  }

  /** In the dialect of the path; the Anthropic routes speak theirs whatever the format (http-api.md §10). */
  #refuse(request: FastifyRequest, reply: FastifyReply, error: OllaError): void {
    reply.hijack();
    const path = pathOf(request.raw.url ?? '/');
    const requestId = request.ollaHeaders.length > 0 ? request.ollaId : undefined;
    const anthropic = requestId !== undefined && path.startsWith(ANTHROPIC);
    const format = path.startsWith('/olla/') ? this.parts.errorFormat() : 'text';
    sendError(reply.raw, error, {
      format: anthropic ? 'auto' : format,
      dialect: anthropic ? 'anthropic' : dialectOf('', path.replace(/^\/olla\/[^/]*/, '')),
      ...(requestId !== undefined && { requestId }),
      headers: anthropic ? [...request.ollaHeaders, 'request-id', requestId] : request.ollaHeaders,
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
