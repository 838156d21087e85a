/** What an attribute of a span may hold. */
export type AttributeValue = string | number | boolean | readonly string[];
export type Attributes = Readonly<Record<string, AttributeValue | undefined>>;

/** One span, whoever is going to tell of it. */
export interface Span {
  readonly name: string;
  /** `server`: a request that came; `client`: one that was sent. */
  readonly kind: 'server' | 'client';
  readonly traceId: string;
  readonly spanId: string;
  /** `` = the trace begins with it. */
  readonly parentId: string;
  /** Whether the parent lives in another process. */
  readonly parentIsRemote: boolean;
  /** Epoch milliseconds, with fractions. */
  readonly startMs: number;
  readonly endMs: number;
  /** Those that are undefined are left out. */
  readonly attributes: Attributes;
  readonly events: readonly SpanEvent[];
  /** What went wrong, for those who look for errors; undefined = nothing that is ours to answer for. */
  readonly error: string | undefined;
}

export interface SpanEvent {
  readonly name: string;
  readonly atMs: number;
  readonly attributes: Attributes;
}
