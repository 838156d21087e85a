import type { Readable } from 'node:stream';
import { saysLoading } from '../core/loading-answer.js';

const UNAVAILABLE = 503;
const LONGEST = 4 * 1024;

const no = (): boolean => false;

/**
 * Looks on while the body of an answer is drained; the function that it returns tells what has come by
 * then: whether the server says that it is loading its model.
 */
export function watchForLoading(status: number, body: Readable): () => boolean {
  if (status !== UNAVAILABLE) return no;
  const chunks: Buffer[] = [];
  let size = 0;
  body.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size <= LONGEST) chunks.push(chunk);
  });
  return () => size <= LONGEST && saysLoading(Buffer.concat(chunks).toString('utf8'));
}
