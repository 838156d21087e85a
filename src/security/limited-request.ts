import type { IncomingMessage } from 'node:http';
import type { Caller } from '../core/caller.js';

/** What the guards need of a Fastify request; the `http` folder fills the fields in before they run. */
export interface LimitedRequest {
  /** Id of the request, once it has one: proxied requests get theirs after the limits. */
  readonly ollaId?: string;
  readonly raw: IncomingMessage;
  /** Header lines for the answer, whichever it will be: name, value, name, value. */
  readonly ollaHeaders: string[];
  /** The client as limits and logs know it. */
  readonly clientAddress: string;
  /** Who proved to be calling; undefined where nobody has to. */
  readonly caller?: Caller | undefined;
  /** The socket's peer, normalised. */
  readonly peerAddress: string;
}

/** The path as it came, without its query. */
export function pathOf(request: IncomingMessage): string {
  const url = request.url ?? '/';
  const query = url.indexOf('?');
  return query < 0 ? url : url.slice(0, query);
}
