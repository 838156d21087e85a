import type { AttemptRecord, QueueVisit, Usage } from '../../core/outcome.js';
import { candidateVerdicts } from './candidate-verdicts.js';
import type { RequestRecord } from './request-record.js';

/** One line of `/internal/requests`. Keys are a contract: added at will, never changed. What is unknown is left out. */
export function requestSummary(record: RequestRecord): object {
  return {
    id: record.id,
    time: new Date(record.startedAt).toISOString(),
    method: record.method,
    path: record.path,
    ...(record.provider && { provider: record.provider }),
    client: record.client,
    caller: record.caller,
    model: record.model,
    endpoint: record.endpoint,
    result: record.result,
    status: record.status,
    streaming: record.streaming,
    attempts: record.attempts.length,
    duration_ms: tenths(record.durationMs),
    ...(record.firstTokenMs !== undefined && { time_to_first_token_ms: tenths(record.firstTokenMs) }),
    ...(record.usage && {
      input_tokens: record.usage.inputTokens,
      output_tokens: record.usage.outputTokens,
    }),
    ...(record.error && { error: record.error }),
  };
}

/** `/internal/requests/{id}`: the summary, and the story behind it. */
export function requestReport(record: RequestRecord): object {
  const { forecast } = record;
  return {
    ...requestSummary(record),
    ...(record.traceId && { trace_id: record.traceId }),
    ...(record.sentModel && { sent_model: record.sentModel }),
    ...(record.routing && { routing: record.routing }),
    ...(record.sticky && { sticky: record.sticky }),
    ...(forecast && {
      expectation: {
        model: forecast.model,
        prompt_tokens: Math.round(forecast.promptTokens),
        cached_tokens: Math.round(forecast.cachedTokens),
        wait_ms: Math.round(forecast.totalMs),
      },
    }),
    ...(record.queue && { queue: queueReport(record.queue, record.waitedMs) }),
    candidates: candidateVerdicts(record),
    attempts: record.attempts.map(attemptReport),
    timings: timingsOf(record),
    request_bytes: record.requestBytes,
    response_bytes: record.responseBytes,
    ...(record.usage && { usage: usageReport(record.usage) }),
  };
}

function attemptReport(attempt: AttemptRecord, place: number): object {
  return {
    attempt: place + 1,
    endpoint: attempt.endpointName,
    started_ms: tenths(attempt.startedMs),
    duration_ms: tenths(attempt.durationMs),
    result: attempt.result,
    status: attempt.status,
    bytes: attempt.bytes,
    ...(attempt.error && { error: attempt.error }),
  };
}

/** Why it waited in Olla: for whom, and what was expected of that when it came. */
function queueReport({ position, waitsFor, expectedMs }: QueueVisit, waitedMs: number): object {
  return {
    position,
    waits_for: waitsFor,
    expected_wait_ms: Math.round(expectedMs),
    waited_ms: tenths(waitedMs),
  };
}

/** Milliseconds after the request began. */
function timingsOf(record: RequestRecord): object {
  return {
    ...(record.waitedMs > 0 && { waited_ms: tenths(record.waitedMs) }),
    headers_ms: maybeTenths(record.headersMs),
    first_byte_ms: maybeTenths(record.firstByteMs),
    last_byte_ms: maybeTenths(record.lastByteMs),
    first_token_ms: maybeTenths(record.firstTokenMs),
    duration_ms: tenths(record.durationMs),
    tokens_per_second: maybeTenths(record.tokensPerSecond),
  };
}

function usageReport(usage: Usage): object {
  return {
    input_tokens: usage.inputTokens,
    output_tokens: usage.outputTokens,
    total_tokens: usage.totalTokens,
    cached_tokens: usage.cachedTokens,
    reasoning_tokens: usage.reasoningTokens,
    model: usage.model,
    finish_reason: usage.finishReason,
    model_load_ms: maybeTenths(usage.modelLoadMs),
    prompt_ms: maybeTenths(usage.promptMs),
    generation_ms: maybeTenths(usage.generationMs),
  };
}

const tenths = (value: number): number => Math.round(value * 10) / 10;
const maybeTenths = (value: number | undefined): number | undefined =>
  value === undefined ? undefined : tenths(value);
