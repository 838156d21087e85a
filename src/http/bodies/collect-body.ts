import type { Readable } from 'node:stream';

/** How reading a body ended, besides well. */
export type BodyFault = 'cut' | 'too_large';

/**
 * Reads a body of at most `limit` bytes to its end and says once how it went. What comes after the limit is
 * dropped unread.
 */
export function collectBody(
  payload: Readable,
  limit: number,
  done: (fault: BodyFault | undefined, body: Buffer) => void,
): void {
  const pieces: Buffer[] = [];
  let size = 0;
  const end = (fault?: BodyFault): void => {
    payload.off('data', take).off('end', ended).off('close', cut);
    done(fault, fault ? Buffer.alloc(0) : Buffer.concat(pieces, size));
  };
  const ended = (): void => end();
  const cut = (): void => end('cut');
  const take = (piece: Buffer): void => {
    size += piece.length;
    pieces.push(piece);
    if (size <= limit) return;
    end('too_large');
    payload.resume();
  };
  // A broken connection is told by `close`; without a listener its error would be nobody's.
  payload.on('error', () => undefined);
  payload.on('data', take).on('end', ended).on('close', cut);
}
