import type { Server } from 'node:http';
import type { Logger } from '../core/logger.js';

/** The part of a server that is watched. */
export type Watched = Pick<Server, 'on' | 'off' | 'listening'>;

/**
 * Calls `died` when a listener stops to listen though nobody has asked it to. An error that it survives, such as a
 * connection that could not be accepted, is logged. The returned function ends the watch: call it before closing.
 */
export function watchListener(server: Watched, log: Logger, died: (error: Error) => void): () => void {
  let last = new Error('the listener was closed');
  const failed = (error: Error): void => {
    last = error;
    if (server.listening) log.warn('HTTP server error, still listening', { error });
    else closed();
  };
  const closed = (): void => {
    end();
    died(last);
  };
  const end = (): void => {
    server.off('close', closed);
    server.off('error', failed);
  };
  server.on('close', closed).on('error', failed);
  return end;
}
