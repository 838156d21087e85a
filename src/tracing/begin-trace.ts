import type { TraceContext } from '../core/trace-context.js';
import { newSpanId, newTraceId } from './random-ids.js';
import { parseTraceparent } from './traceparent.js';

const RANGE = 2 ** 32;
const DIGITS = 8;

/**
 * The context of a request that came with these headers. The client's decision on sampling counts; where it made none,
 * so many of a hundred traces are kept.
 */
export function beginTrace(traceparent: unknown, samplePercent: number): TraceContext {
  const parent = parseTraceparent(traceparent);
  const traceId = parent?.traceId ?? newTraceId();
  return {
    traceId,
    spanId: newSpanId(),
    parentId: parent?.parentId ?? '',
    sampled: parent ? parent.sampled : isKept(traceId, samplePercent),
  };
}

/** By the end of the id, which W3C wants random: everybody who asks comes to the same answer. */
const isKept = (traceId: string, percent: number): boolean =>
  percent >= 100 || Number.parseInt(traceId.slice(-DIGITS), 16) < (percent / 100) * RANGE;
