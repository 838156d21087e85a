import type { IncomingMessage } from 'node:http';

/** Belongs to nobody: under this name Fastify lets a body lie that is read elsewhere or not at all. */
export const UNREAD_TYPE = 'application/vnd.olla.unread';
const WELL_FORMED = /^\s*[\w!#$%&'*+.^`|~-]+\/[\w!#$%&'*+.^`|~-]+\s*(?:;|$)/;

/** Keeps Fastify from judging the body. @returns the content type as it came */
export function hideContentType({ headers }: IncomingMessage): string | undefined {
  const offered = headers['content-type'];
  headers['content-type'] = UNREAD_TYPE;
  return offered;
}

/** What is no content type at all is as good as none: Fastify would refuse it before any handler. */
export function dropMalformedContentType({ headers }: IncomingMessage): void {
  const offered = headers['content-type'];
  if (offered !== undefined && !WELL_FORMED.test(offered)) delete headers['content-type'];
}
