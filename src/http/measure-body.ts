import type { IncomingMessage } from 'node:http';

/**
 * Reads a body of unknown length to its end, or until it is over the limit, and says which it was, once.
 * @param limit bytes; no limit when it is not above zero
 */
export function measureBody(raw: IncomingMessage, limit: number, done: (tooLarge: boolean) => void): void {
  let size = 0;
  let told = false;
  const once = (tooLarge: boolean): void => {
    if (told) return;
    told = true;
    done(tooLarge);
  };
  raw.on('data', (piece: Buffer) => {
    size += piece.length;
    if (limit > 0 && size > limit) once(true);
  });
  raw.on('end', () => once(false));
  raw.on('error', () => undefined);
}
