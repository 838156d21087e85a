import { createHash } from 'node:crypto';
import { matchesEtag } from '../../core/conditional.js';
import type { WholeAnswer } from '../../core/surface.js';

/** A JSON body and the tag that goes with it. */
export interface Page {
  readonly etag: string;
  readonly body: Buffer;
}

const TAG_BYTES = 12;
const EMPTY = Buffer.alloc(0);

/**
 * A value as a page.
 * @param steady what the tag is of, when the value has parts that move with the clock
 */
export function pageOf(value: object, steady?: object): Page {
  const body = Buffer.from(JSON.stringify(value));
  const hash = createHash('sha256')
    .update(steady ? JSON.stringify(steady) : body)
    .digest();
  const tag = `"${hash.subarray(0, TAG_BYTES).toString('base64url')}"`;
  return { etag: steady ? `W/${tag}` : tag, body };
}

/** The page, or the news that the client has it already (RFC 9110 §13.1.2). */
export function answerWith({ etag, body }: Page, ifNoneMatch: string | undefined): WholeAnswer {
  const headers = ['ETag', etag, 'Cache-Control', 'private, no-cache'];
  if (matchesEtag(ifNoneMatch, etag)) return { status: 304, headers, body: EMPTY };
  return { status: 200, headers: ['Content-Type', 'application/json', ...headers], body };
}
