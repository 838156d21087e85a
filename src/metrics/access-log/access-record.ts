import { detailed } from '../../core/log-facts.js';
import type { TraceContext } from '../../core/trace-context.js';
import { redactedQuery } from './redacted-query.js';

/** What an access record tells of one request; a header that did not come is undefined. */
export interface Visit {
  /** Epoch milliseconds. */
  readonly startedAt: number;
  readonly requestId: string;
  readonly clientAddress: string;
  readonly method: string;
  /** 0 = the client was gone before there was one. */
  readonly status: number;
  readonly requestBytes: number;
  readonly responseBytes: number;
  readonly durationMs: number;
  readonly userAgent?: string | undefined;
  readonly referer?: string | undefined;
  readonly contentType?: string | undefined;
  readonly accept?: string | undefined;
  readonly trace?: TraceContext | undefined;
}

/**
 * The fields of the line `Access log` (configuration.md §13.5), for machines: text on a terminal leaves it out. Its
 * time is when the request began; `timestamp` is the line's own.
 * @param target path and query as they came
 */
export function accessRecord(visit: Visit, target: string): object {
  const end = target.indexOf('?');
  return detailed({
    started_at: new Date(visit.startedAt).toISOString(),
    request_id: visit.requestId,
    ...(visit.trace && { trace_id: visit.trace.traceId }),
    remote_addr: visit.clientAddress,
    method: visit.method,
    path: end < 0 ? target : target.slice(0, end),
    query: end < 0 ? '' : redactedQuery(target.slice(end + 1)),
    status: visit.status,
    request_bytes: visit.requestBytes,
    response_bytes: visit.responseBytes,
    duration_ms: Math.round(visit.durationMs),
    user_agent: visit.userAgent ?? '',
    referer: withoutQuery(visit.referer ?? ''),
    content_type: visit.contentType ?? '',
    accept: visit.accept ?? '',
  });
}

/** A referring page's parameters are nobody's business. */
function withoutQuery(url: string): string {
  const end = url.search(/[?#]/);
  return end < 0 ? url : url.slice(0, end);
}
