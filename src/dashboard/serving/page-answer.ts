import type { IncomingHttpHeaders } from 'node:http';
import { matchesEtag } from '../../core/conditional.js';
import { byteRange } from './byte-range.js';
import type { PageFile } from './page-file.js';

/** An answer as a whole. */
export interface PageAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | undefined;
}

/** What is sent for a file: all of it, as small as the client can read it, a part of it, or that it has not changed. */
export function pageAnswer(file: PageFile, headers: IncomingHttpHeaders): PageAnswer {
  const shared = {
    'Cache-Control': file.cacheControl,
    ETag: file.etag,
    'Last-Modified': file.modified,
    Vary: 'Accept-Encoding',
  };
  if (isUnchanged(file, headers)) return { status: 304, headers: shared, body: undefined };
  const about = { ...shared, 'Content-Type': file.type, 'Accept-Ranges': 'bytes' };
  const range = isSame(file, headers['if-range']) ? byteRange(headers.range, file.body.length) : 'whole';
  if (range === 'whole') return whole(file, about, headers['accept-encoding'] ?? '');
  const size = String(file.body.length);
  if (range === 'nowhere') {
    return { status: 416, headers: { ...shared, 'Content-Range': `bytes */${size}` }, body: undefined };
  }
  const body = file.body.subarray(range.first, range.last + 1);
  const place = `bytes ${range.first}-${range.last}/${size}`;
  return { status: 206, headers: { ...about, 'Content-Range': place }, body };
}

function whole(file: PageFile, headers: Record<string, string>, accepted: string): PageAnswer {
  if (file.brotli && accepts(accepted, 'br')) {
    return { status: 200, headers: { ...headers, 'Content-Encoding': 'br' }, body: file.brotli };
  }
  if (file.gzip && accepts(accepted, 'gzip')) {
    return { status: 200, headers: { ...headers, 'Content-Encoding': 'gzip' }, body: file.gzip };
  }
  return { status: 200, headers, body: file.body };
}

/** A tag decides where there is one; the date is for those who have none (RFC 9110 §13.2.2). */
function isUnchanged({ etag, modified }: PageFile, headers: IncomingHttpHeaders): boolean {
  const tags = headers['if-none-match'];
  if (tags !== undefined) return matchesEtag(tags, etag);
  const since = Date.parse(headers['if-modified-since'] ?? '');
  return Date.parse(modified) <= since;
}

const isSame = ({ etag, modified }: PageFile, ifRange: string | string[] | undefined): boolean =>
  ifRange === undefined || ifRange === etag || ifRange === modified;

/** Only what is named: nobody who reads pages means brotli by `*`. */
function accepts(accepted: string, encoding: string): boolean {
  return accepted.split(',').some((part) => {
    const [name, weight] = part.split(';').map((text) => text.trim().toLowerCase());
    return name === encoding && !/^q=0(?:\.0*)?$/.test(weight ?? '');
  });
}
