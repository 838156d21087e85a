import type { IncomingMessage } from 'node:http';
import { pathOf } from './limited-request.js';

const DEFAULT_HEADER_LIMIT = 1_048_576;
const SMALLEST_HEADER_LIMIT = 4_096;
const LARGEST_HEADER_LIMIT = 2 ** 31 - 1;
const PROTOCOL = 'HTTP/1.1';

/** The cap on a head: 0 or less means the default, a tiny one is raised, an absurd one clamped. */
export function effectiveHeaderLimit(configured: number): number {
  if (!(configured > 0)) return DEFAULT_HEADER_LIMIT;
  return Math.min(Math.max(configured, SMALLEST_HEADER_LIMIT), LARGEST_HEADER_LIMIT);
}

/** The cap on a body in bytes: 0 or less means none. */
export function bodyLimit(configured: number): number {
  return configured > 0 ? configured : Number.POSITIVE_INFINITY;
}

/** The bytes that the client announced; 0 when it announced none. */
export function declaredLength(request: IncomingMessage): number {
  return Number(request.headers['content-length'] ?? 0);
}

/** The size of a head as http-api.md §9 counts it: each name once, four bytes for each of its values. */
export function headSize(request: IncomingMessage): number {
  const lines = request.rawHeaders;
  const seen = new Set<string>();
  let size = (request.method?.length ?? 0) + pathOf(request).length + PROTOCOL.length + 4;
  for (let i = 0; i < lines.length; i += 2) {
    const name = lines[i]!.toLowerCase();
    if (name === 'host') continue;
    if (!seen.has(name)) size += name.length;
    seen.add(name);
    size += lines[i + 1]!.length + 4;
  }
  return size;
}

/** Whether {@link headSize} is over `limit`. Almost always a rough sum already says no. */
export function isHeadOver(request: IncomingMessage, limit: number): boolean {
  const lines = request.rawHeaders;
  let most = (request.method?.length ?? 0) + (request.url?.length ?? 0) + PROTOCOL.length + 4;
  for (let i = 0; i < lines.length; i++) most += lines[i]!.length + 2;
  return most > limit && headSize(request) > limit;
}
