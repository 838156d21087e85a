import http, { type IncomingMessage } from 'node:http';
import { dig } from './dig.js';

/** A span as it was sent. */
export interface SentSpan {
  readonly name: string;
  readonly kind: number;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly events: readonly string[];
  /** 2 = an error. */
  readonly status: number;
  readonly durationMs: number;
}

/** A collector of OpenTelemetry that keeps what it is sent by OTLP over HTTP, as JSON. */
export class Collector {
  readonly spans: SentSpan[] = [];
  /** Of each batch. */
  readonly headers: http.IncomingHttpHeaders[] = [];
  readonly resources: Readonly<Record<string, unknown>>[] = [];
  readonly paths: string[] = [];
  /** What batches are answered. */
  status = 200;
  url = '';
  readonly #server = http.createServer((request, response) => {
    void this.#answer(request, response);
  });

  async start(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    this.url = `http://127.0.0.1:${(this.#server.address() as { port: number }).port}`;
    return this;
  }

  stop(): Promise<void> {
    this.#server.closeAllConnections();
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }

  /** The spans of a request, by its id: its own first. */
  of(requestId: string): readonly SentSpan[] {
    const own = this.spans.find(({ attributes }) => attributes['olla.request_id'] === requestId);
    return own ? [own, ...this.spans.filter(({ parentSpanId }) => parentSpanId === own.spanId)] : [];
  }

  async #answer(request: IncomingMessage, response: http.ServerResponse): Promise<void> {
    await this.#take(request);
    response.writeHead(this.status, { 'content-type': 'application/json' }).end('{}');
  }

  async #take(request: IncomingMessage): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    this.headers.push(request.headers);
    this.paths.push(request.url!);
    const body: unknown = JSON.parse(Buffer.concat(chunks).toString());
    for (const resource of list(dig(body, 'resourceSpans'))) {
      this.resources.push(attributesOf(dig(resource, 'resource')));
      for (const scope of list(dig(resource, 'scopeSpans')))
        if (this.status === 200) this.spans.push(...list(dig(scope, 'spans')).map(spanOf));
    }
  }
}

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

function spanOf(span: unknown): SentSpan {
  return {
    name: String(dig(span, 'name')),
    kind: Number(dig(span, 'kind')),
    traceId: String(dig(span, 'traceId')),
    spanId: String(dig(span, 'spanId')),
    parentSpanId: (dig(span, 'parentSpanId') as string | undefined) ?? '',
    attributes: attributesOf(span),
    events: list(dig(span, 'events')).map((event) => String(dig(event, 'name'))),
    status: Number(dig(span, 'status', 'code') ?? 0),
    durationMs:
      Number(BigInt(String(dig(span, 'endTimeUnixNano'))) - BigInt(String(dig(span, 'startTimeUnixNano')))) /
      1e6,
  };
}

function attributesOf(holder: unknown): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    list(dig(holder, 'attributes')).map((attribute) => [
      String(dig(attribute, 'key')),
      plain(dig(attribute, 'value')),
    ]),
  );
}

function plain(value: unknown): unknown {
  const items = dig(value, 'arrayValue', 'values');
  if (items !== undefined) return list(items).map(plain);
  const whole = dig(value, 'intValue');
  if (whole !== undefined) return Number(whole);
  return dig(value, 'stringValue') ?? dig(value, 'doubleValue') ?? dig(value, 'boolValue');
}
