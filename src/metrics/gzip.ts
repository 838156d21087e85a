import { promisify } from 'node:util';
import { gzip as deflate } from 'node:zlib';

const LONGEST_HEADER = 1_024;
/** Below this many bytes compression does not pay. */
export const SMALLEST_BODY = 256;

export const gzip: (body: Buffer) => Promise<Buffer> = promisify<Buffer, Buffer>(deflate);

/** Whether `Accept-Encoding` allows gzip: by its name, or by `*` when it is not named (RFC 9110 §12.5.3). */
export function acceptsGzip(acceptEncoding: string | string[] | undefined): boolean {
  const header = Array.isArray(acceptEncoding) ? acceptEncoding.join(',') : (acceptEncoding ?? '');
  if (header.length > LONGEST_HEADER) return false;
  let named: boolean | undefined;
  let any = false;
  for (const item of header.split(',')) {
    const [coding = '', ...parameters] = item.split(';').map((part) => part.trim().toLowerCase());
    if (coding === 'gzip') named = named === true || weightOf(parameters) > 0;
    if (coding === '*') any = weightOf(parameters) > 0;
  }
  return named ?? any;
}

function weightOf(parameters: readonly string[]): number {
  const weight = parameters.find((parameter) => /^q\s*=/.test(parameter));
  return weight === undefined ? 1 : Number(weight.slice(weight.indexOf('=') + 1).trim());
}
