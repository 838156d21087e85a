/** Where a request stands in a trace (W3C Trace Context): decided once, when the request comes. */
export interface TraceContext {
  /** 32 hex digits: the client's, where it sent a valid `traceparent`. */
  readonly traceId: string;
  /** 16 hex digits: the span of the request. */
  readonly spanId: string;
  /** The client's span; `` where the trace begins here. */
  readonly parentId: string;
  /** Are spans kept? The context goes on either way. */
  readonly sampled: boolean;
}
