import type { FastifyRequest } from 'fastify';
import type { TracingConfig } from '../config/index.js';
import type { TraceContext } from '../core/trace-context.js';
import { beginTrace } from '../tracing/index.js';

/** Where a request stands in a trace; undefined while nothing is traced. */
export const traceOf = (
  { raw }: Pick<FastifyRequest, 'raw'>,
  { enabled, samplePercent }: TracingConfig,
): TraceContext | undefined => (enabled ? beginTrace(raw.headers['traceparent'], samplePercent) : undefined);
