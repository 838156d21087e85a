import type { Caller } from '../core/caller.js';
import type { Surface } from '../core/surface.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Id of the request; `` until it has one: after the limits let it pass. */
    ollaId: string;
    /** Header lines that belong on the answer, whichever it will be: name, value, name, value. */
    ollaHeaders: string[];
    /** What a path under `/olla/` asks for; undefined elsewhere. */
    surface: Surface | undefined;
    /** The most bytes that a controller outside `/olla/` may be sent; undefined where the gate was not asked. */
    bodyLimit: number | undefined;
    /** The content type of a proxied request as it came. */
    offeredContentType: string | undefined;
    /** The socket's peer, normalised. */
    peerAddress: string;
    /** Who proved to be calling; undefined where nobody has to. */
    caller: Caller | undefined;
    /** The client as limits and logs know it. */
    clientAddress: string;
  }
}
