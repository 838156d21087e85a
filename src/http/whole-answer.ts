import type { FastifyReply, FastifyRequest } from 'fastify';
import type { WholeAnswer } from '../core/surface.js';

/** Sends an answer that is there as a whole; a HEAD gets all of it but the body. */
export function sendAnswer(
  request: FastifyRequest,
  reply: FastifyReply,
  { status, headers, body }: WholeAnswer,
): void {
  reply.hijack();
  const lines = [...request.ollaHeaders, ...headers];
  if (status !== 304) lines.push('Content-Length', `${body.length}`);
  reply.raw.writeHead(status, lines).end(request.method === 'HEAD' ? undefined : body);
}

/** 307, so that a body survives (http-api.md §2). */
export function redirect(request: FastifyRequest, reply: FastifyReply, location: string): void {
  reply.hijack();
  const lines = [...request.ollaHeaders, 'Location', location, 'Content-Length', '0'];
  reply.raw.writeHead(307, lines).end();
}
