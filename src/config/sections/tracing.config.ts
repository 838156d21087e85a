import {
  AtMost,
  Flag,
  Known,
  MapOf,
  Masked,
  NotNegative,
  QueryMasked,
  Text,
  Whole,
} from '../schema/index.js';

/** Traces for OpenTelemetry, sent by OTLP over HTTP. What the file leaves out the `OTEL_…` variables may say. */
export class TracingConfig {
  /** Whether spans are made at all. */
  @Flag()
  readonly enabled: boolean = false;

  /** The collector: its base, or the whole URL that ends in `/v1/traces`. */
  @Text()
  @QueryMasked()
  @Known('http://localhost:4318')
  readonly endpoint?: string = undefined;

  /** Header lines for the collector. */
  @MapOf({ kind: 'text' })
  @Masked()
  readonly headers: Readonly<Record<string, string>> = {};

  /** What the service is called; `olla` where nobody says. */
  @Text()
  readonly serviceName?: string = undefined;

  /** How many of a hundred traces that begin at Olla are kept; for others the client decides. */
  @Whole()
  @NotNegative()
  @AtMost(100, 'must be 100 or less, got $value')
  readonly samplePercent: number = 100;

  /** What else is told of the service with every span. */
  @MapOf({ kind: 'text' })
  readonly attributes: Readonly<Record<string, string>> = {};
}
