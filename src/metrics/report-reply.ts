import type { FastifyReply, FastifyRequest } from 'fastify';
import { matchesEtag } from '../core/conditional.js';
import { etagOf } from './etag.js';
import { acceptsGzip, gzip, SMALLEST_BODY } from './gzip.js';

/** Answers with JSON whose media type has no parameter: a Buffer, since Fastify adds one to strings. */
export function sendJson(reply: FastifyReply, value: object): FastifyReply {
  return reply.header('Content-Type', 'application/json').send(Buffer.from(JSON.stringify(value)));
}

/** Answers with a report: conditional, and compressed for who asks for it (http-api.md §14.3). */
export async function sendReport(
  request: FastifyRequest,
  reply: FastifyReply,
  report: object,
): Promise<void> {
  const etag = etagOf(report);
  void reply.header('Cache-Control', 'private, no-cache').header('ETag', etag).header('Vary', varyOf(reply));
  if (matchesEtag(request.headers['if-none-match'], etag)) {
    void reply.code(304).send();
    return;
  }
  const body = Buffer.from(JSON.stringify(report));
  void reply.header('Content-Type', 'application/json');
  if (body.length < SMALLEST_BODY || !acceptsGzip(request.headers['accept-encoding'])) {
    void reply.send(body);
    return;
  }
  void reply.header('Content-Encoding', 'gzip').send(await gzip(body));
}

function varyOf(reply: FastifyReply): string {
  const before = reply.getHeader('Vary');
  return before ? `${String(before)}, Accept-Encoding` : 'Accept-Encoding';
}
