import type { Outcome } from '../../core/outcome.js';

/**
 * Where the time of a request went, in whole milliseconds (proxying.md §19): what went by before the last attempt, that
 * endpoint's headers, its first byte, and the answer's way from first byte to last. What never happened is left out.
 */
export function outcomeTimings(outcome: Outcome): Record<string, number | string> {
  const { attempts, headersMs, firstByteMs, lastByteMs, durationMs, queuedMs = 0, usage } = outcome;
  const last = attempts.at(-1);
  const facts: Record<string, number | string> = { latency_ms: Math.round(durationMs) };
  if (last) facts['request_processing_ms'] = Math.round(last.startedMs);
  if (last && headersMs !== undefined)
    facts['backend_response_ms'] = Math.round(Math.max(0, headersMs - last.startedMs));
  if (firstByteMs !== undefined) facts['first_data_ms'] = Math.round(firstByteMs);
  if (firstByteMs !== undefined && lastByteMs !== undefined)
    facts['streaming_ms'] = Math.round(lastByteMs - firstByteMs);
  if (queuedMs > 0) facts['queued_ms'] = Math.round(queuedMs);
  if (usage?.promptMs !== undefined) facts['prompt_ms'] = Math.round(usage.promptMs);
  if (usage?.generationMs !== undefined) facts['generation_ms'] = Math.round(usage.generationMs);
  if (usage?.finishReason) facts['finish_reason'] = usage.finishReason;
  return facts;
}
