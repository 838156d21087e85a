import { SpanKind, SpanStatusCode, TraceFlags, type Attributes, type HrTime } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes, type Resource } from '@opentelemetry/resources';
import { BatchSpanProcessor, type ReadableSpan, type SpanExporter } from '@opentelemetry/sdk-trace-base';
import type { TracingConfig } from '../config/index.js';
import { build } from '../core/version.js';
import { resourceAttributes, tracesUrl } from './standard-variables.js';
import type { Span, SpanEvent } from './span.js';

/** Spans that wait; more are dropped, so that a dead collector costs no memory. */
const MOST_WAITING = 4_096;
const BATCH = 512;
const EVERY_MS = 2_000;
const LIMIT_MS = 10_000;

/** Sends spans in batches by OTLP over HTTP. Only this file knows OpenTelemetry's own code: it is loaded when it is wanted. */
export class SpanPipeline {
  readonly #processor: BatchSpanProcessor;
  readonly #resource: Resource;

  /** @param failed told of each batch that was lost */
  constructor(config: TracingConfig, env: NodeJS.ProcessEnv, failed: (error: Error | undefined) => void) {
    this.#resource = resourceFromAttributes(resourceAttributes(config, env));
    const url = tracesUrl(config);
    const exporter = new OTLPTraceExporter({
      ...(url !== undefined && { url }),
      headers: config.headers,
      timeoutMillis: LIMIT_MS,
    });
    this.#processor = new BatchSpanProcessor(new Forgiving(exporter, failed), {
      maxQueueSize: MOST_WAITING,
      maxExportBatchSize: BATCH,
      scheduledDelayMillis: Number(env['OTEL_BSP_SCHEDULE_DELAY'] ?? EVERY_MS) || EVERY_MS,
      exportTimeoutMillis: LIMIT_MS,
    });
  }

  send(spans: readonly Span[]): void {
    for (const span of spans) this.#processor.onEnd(this.#readable(span));
  }

  async stop(limitMs: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, limitMs)));
    await Promise.race([this.#processor.shutdown().catch(() => undefined), late]);
    clearTimeout(timer);
  }

  #readable(span: Span): ReadableSpan {
    const { traceId, spanId, parentId } = span;
    return {
      name: span.name,
      kind: span.kind === 'server' ? SpanKind.SERVER : SpanKind.CLIENT,
      spanContext: () => ({ traceId, spanId, traceFlags: TraceFlags.SAMPLED }),
      ...(parentId !== '' && {
        parentSpanContext: {
          traceId,
          spanId: parentId,
          traceFlags: TraceFlags.SAMPLED,
          isRemote: span.parentIsRemote,
        },
      }),
      startTime: hrTime(span.startMs),
      endTime: hrTime(span.endMs),
      duration: hrTime(span.endMs - span.startMs),
      status:
        span.error === undefined
          ? { code: SpanStatusCode.UNSET }
          : { code: SpanStatusCode.ERROR, message: span.error },
      attributes: known(span.attributes),
      events: span.events.map(({ name, atMs, attributes }: SpanEvent) => ({
        name,
        time: hrTime(atMs),
        attributes: known(attributes),
      })),
      links: [],
      ended: true,
      resource: this.#resource,
      instrumentationScope: { name: 'olla', version: build.version },
      droppedAttributesCount: 0,
      droppedEventsCount: 0,
      droppedLinksCount: 0,
    };
  }
}

/** Tells of what was lost, instead of having the library log it. */
class Forgiving implements SpanExporter {
  constructor(
    private readonly exporter: SpanExporter,
    private readonly failed: (error: Error | undefined) => void,
  ) {}

  export(spans: ReadableSpan[], done: Parameters<SpanExporter['export']>[1]): void {
    this.exporter.export(spans, ({ code, error }) => {
      if (!isSuccess(code)) this.failed(error);
      done({ code: SUCCESS });
    });
  }

  shutdown(): Promise<void> {
    return this.exporter.shutdown();
  }
}

const SUCCESS = 0;
const isSuccess = (code: number): boolean => code === SUCCESS;

/** Seconds and nanoseconds. */
function hrTime(ms: number): HrTime {
  const seconds = Math.floor(ms / 1_000);
  return [seconds, Math.round((ms - seconds * 1_000) * 1e6)];
}

const known = (attributes: Span['attributes']): Attributes =>
  Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== undefined)) as Attributes;
