import { createHash } from 'node:crypto';
import { extname } from 'node:path';

/** One file of the page, ready to be sent. */
export interface PageFile {
  readonly body: Buffer;
  readonly brotli: Buffer | undefined;
  readonly gzip: Buffer | undefined;
  readonly type: string;
  /** Strong: a hash of the content. */
  readonly etag: string;
  readonly cacheControl: string;
  /** As it stands in `Last-Modified`. */
  readonly modified: string;
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.json': 'application/json',
  '.webp': 'image/webp',
};
/** The name tells the content, so that it never changes under it. */
const HASHED = /-[A-Za-z0-9_-]{6,}\.[a-z0-9]+$/;
const HASH_LENGTH = 22;

/** @param path of the file in the bundle, with slashes */
export function pageFile(
  path: string,
  body: Buffer,
  modified: Date,
  packed: { readonly brotli?: Buffer | undefined; readonly gzip?: Buffer | undefined } = {},
): PageFile {
  const hash = createHash('sha256').update(body).digest('base64url').slice(0, HASH_LENGTH);
  return {
    body,
    brotli: packed.brotli,
    gzip: packed.gzip,
    type: TYPES[extname(path)] ?? 'application/octet-stream',
    etag: `"${hash}"`,
    cacheControl: cacheControlOf(path),
    modified: modified.toUTCString(),
  };
}

/** The page itself is asked for every time, as it names the others (http-api.md §18.1). */
function cacheControlOf(path: string): string {
  if (path.endsWith('.html')) return 'no-cache';
  return HASHED.test(path) ? 'public, max-age=31536000, immutable' : 'public, max-age=3600';
}
