import type { AttemptRecord, Outcome } from '../core/outcome.js';
import { timeToFirstTokenMs, tokensPerSecond } from '../core/speed.js';
import type { TraceContext } from '../core/trace-context.js';
import { genAiAttributes, operationNameOf } from './gen-ai.js';
import { newSpanId } from './random-ids.js';
import { routeOf } from './route.js';
import type { Attributes, Span, SpanEvent } from './span.js';

/** From this status on an answer is an error of the server (semantic conventions for HTTP spans). */
const FIRST_SERVER_ERROR = 500;

/** The spans of a request: its own, then one for each attempt. Never prompts, secrets or queries. */
export function requestSpans(outcome: Outcome, trace: TraceContext): readonly Span[] {
  return [
    serverSpan(outcome, trace),
    ...outcome.attempts.map((attempt) => clientSpan(attempt, outcome, trace)),
  ];
}

function serverSpan(outcome: Outcome, trace: TraceContext): Span {
  const { method, status, error, result } = outcome;
  const route = routeOf(outcome);
  return {
    name: `${method} ${route}`,
    kind: 'server',
    traceId: trace.traceId,
    spanId: trace.spanId,
    parentId: trace.parentId,
    parentIsRemote: true,
    startMs: outcome.startedAt,
    endMs: outcome.startedAt + outcome.durationMs,
    attributes: {
      'http.request.method': method,
      'http.route': route,
      'http.response.status_code': status > 0 ? status : undefined,
      'http.request.body.size': outcome.requestBytes,
      'http.response.body.size': outcome.responseBytes,
      'url.path': pathOf(outcome),
      'url.scheme': 'http',
      'client.address': outcome.clientAddress,
      'user_agent.original': outcome.userAgent,
      'error.type': error?.code,
      ...genAiAttributes(outcome),
      ...ollaAttributes(outcome),
    },
    events: eventsOf(outcome),
    error: result === 'failed' || status >= FIRST_SERVER_ERROR ? (error?.message ?? '') : undefined,
  };
}

function ollaAttributes(outcome: Outcome): Attributes {
  const { routing, sticky, queuedMs = 0, translation, forecast } = outcome;
  return {
    'olla.request_id': outcome.requestId,
    'olla.result': outcome.result,
    'olla.caller': outcome.caller,
    'olla.endpoint': outcome.endpointName,
    'olla.attempts': outcome.attempts.length,
    'olla.routing.strategy': routing?.strategy,
    'olla.routing.reason': routing?.reason,
    'olla.sticky': sticky?.outcome,
    'olla.queue.wait_ms': queuedMs > 0 ? Math.round(queuedMs) : undefined,
    'olla.expected_wait_ms': forecast && Math.round(forecast.totalMs),
    'olla.translator': translation?.translator,
    'olla.translator.mode': translation?.mode,
    'olla.time_to_first_token_ms': rounded(timeToFirstTokenMs(outcome)),
    'olla.tokens_per_second': rounded(tokensPerSecond(outcome)),
  };
}

function clientSpan(attempt: AttemptRecord, outcome: Outcome, trace: TraceContext): Span {
  const { endpointName, endpointUrl, result, status, error } = attempt;
  const startMs = outcome.startedAt + attempt.startedMs;
  const answered = result === 'success';
  const operation = operationNameOf(outcome);
  const model = outcome.nativeModel ?? outcome.model;
  return {
    name: operation && model ? `${operation} ${model}` : outcome.method,
    kind: 'client',
    traceId: trace.traceId,
    spanId: attempt.spanId ?? newSpanId(),
    parentId: trace.spanId,
    parentIsRemote: false,
    startMs,
    endMs: startMs + attempt.durationMs,
    attributes: {
      'http.request.method': outcome.method,
      'http.response.status_code': status > 0 ? status : undefined,
      'http.response.body.size': attempt.bytes,
      ...addressOf(endpointUrl),
      'error.type': error ?? (status >= 400 ? String(status) : undefined),
      'gen_ai.operation.name': operation,
      'gen_ai.request.model': model,
      ...(answered && genAiAttributes(outcome)),
      'olla.endpoint': endpointName,
      'olla.attempt.result': result,
    },
    events: [],
    error: result === 'failed' || result === 'passed_over' ? (error ?? '') : undefined,
  };
}

/** The way on to another endpoint, and the first byte of the answer. */
function eventsOf({ attempts, startedAt, firstByteMs }: Outcome): readonly SpanEvent[] {
  const events: SpanEvent[] = attempts.slice(1).map(({ endpointName, startedMs }, before) => ({
    name: 'olla.failover',
    atMs: startedAt + startedMs,
    attributes: {
      'olla.from': attempts[before]!.endpointName,
      'olla.to': endpointName,
      'error.type': attempts[before]!.error,
    },
  }));
  if (firstByteMs !== undefined)
    events.push({ name: 'olla.first_byte', atMs: startedAt + firstByteMs, attributes: {} });
  return events;
}

function addressOf(url: string): Attributes {
  const { hostname, port, protocol } = new URL(url);
  return { 'server.address': hostname, 'server.port': Number(port) || (protocol === 'https:' ? 443 : 80) };
}

function pathOf({ target, path }: Outcome): string {
  const whole = target ?? path;
  const query = whole.indexOf('?');
  return query < 0 ? whole : whole.slice(0, query);
}

const rounded = (value: number | undefined): number | undefined =>
  value === undefined ? undefined : Math.round(value * 10) / 10;
