import type { IncomingMessage } from 'node:http';
import { BodyCutError, BodyTooLargeError, ClientCancelledError } from '../core/client-errors.js';

const EMPTY = Buffer.alloc(0);

/**
 * The whole body of a request, byte for byte. Read before the first attempt, so that every endpoint
 * can be sent the same.
 * @param limit bytes; 0 or less = no limit
 */
export function readBody(request: IncomingMessage, limit: number): Promise<Buffer> | Buffer {
  const { headers } = request;
  const length = headers['content-length'];
  if (headers['transfer-encoding'] === undefined && (length === undefined || length === '0')) return EMPTY;
  return new Promise((resolve, reject) => {
    const pieces: Buffer[] = [];
    let size = 0;
    request.on('data', (piece: Buffer) => {
      size += piece.length;
      if (limit > 0 && size > limit) {
        request.removeAllListeners('data');
        request.resume();
        reject(new BodyTooLargeError());
      } else pieces.push(piece);
    });
    request.on('end', () => resolve(pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces, size)));
    request.on('error', (error: NodeJS.ErrnoException) => {
      const left = error.code === 'ECONNRESET';
      reject(left ? clientLeft() : new BodyCutError('The request body broke off', { cause: error }));
    });
    request.on('close', () => {
      if (!request.complete) reject(clientLeft());
    });
  });
}

const clientLeft = (): ClientCancelledError =>
  new ClientCancelledError('The client left while it was sending');
