import type { FastifyRequest } from 'fastify';
import { OLLA_HEADER } from '../core/header-names.js';
import { requestIdOf } from '../core/request-id.js';

/** Gives a request its id, which every answer to it carries from then on. */
export function identify(request: FastifyRequest): void {
  request.ollaId = requestIdOf(request.headers['x-request-id']);
  request.ollaHeaders.push(OLLA_HEADER.requestId, request.ollaId);
}

/** Takes the id back: a size that is found out late is refused like one that was announced (http-api.md §3). */
export function unidentify(request: FastifyRequest): void {
  const at = request.ollaHeaders.indexOf(OLLA_HEADER.requestId);
  if (at >= 0) request.ollaHeaders.splice(at, 2);
  request.ollaId = '';
}
