import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyServerFactoryHandler } from 'fastify';
import { addBodyParsers, createListener, originForm, type ServerSettings } from '../http/index.js';

/** Path segments are as long as their owners like: the head's limit is limit enough. */
const ANY_LENGTH = Number.MAX_SAFE_INTEGER;

/** Fastify as the proxy needs it: our listener, raw bodies, no opinion on paths and content types. */
export function httpAdapter(settings: ServerSettings): FastifyAdapter {
  const adapter = new FastifyAdapter({
    serverFactory: (handle: FastifyServerFactoryHandler) => createListener(settings, handle),
    // The listener has said all there is to say of bytes that are no request.
    clientErrorHandler: () => undefined,
    rewriteUrl: ({ url = '/' }) => originForm(url),
    forceCloseConnections: false,
    exposeHeadRoutes: true,
    routerOptions: { maxParamLength: ANY_LENGTH, caseSensitive: true, ignoreTrailingSlash: false },
    frameworkErrors: (_error: unknown, _request: unknown, reply: FastifyReply) => {
      reply.hijack();
      reply.raw.writeHead(400, {
        'Content-Type': 'text/plain; charset=utf-8',
        'X-Content-Type-Options': 'nosniff',
        Connection: 'close',
      });
      reply.raw.end('Bad Request\n');
    },
  });
  addBodyParsers(adapter.getInstance());
  return adapter;
}
