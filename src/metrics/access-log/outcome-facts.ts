import type { Outcome } from '../../core/outcome.js';
import { tokensPerSecond } from '../../core/speed.js';

type Facts = Record<string, string | number | boolean>;

/** The fields of the line that tells of a request. What is unknown is left out. */
export function outcomeFacts(outcome: Outcome): Facts {
  const facts: Facts = { request_id: outcome.requestId, client_ip: outcome.clientAddress };
  facts['method'] = outcome.method;
  facts['path'] = withoutQuery(outcome.path);
  if (outcome.caller) facts['caller'] = outcome.caller;
  if (outcome.endpointName) facts['endpoint'] = outcome.endpointName;
  if (outcome.model) facts['model'] = outcome.model;
  addResult(facts, outcome);
  facts['duration_ms'] = Math.round(outcome.durationMs);
  if (outcome.responseBytes > 0) facts['total_bytes'] = outcome.responseBytes;
  if (outcome.attempts.length > 1) facts['attempts'] = outcome.attempts.length;
  addRouting(facts, outcome);
  addUsage(facts, outcome);
  if (outcome.error) {
    facts['error'] = outcome.error.message;
    facts['error_code'] = outcome.error.code;
  }
  return facts;
}

/** How it ended when an answer was relayed, else the status that the client was given. */
function addResult(facts: Facts, { result, status }: Outcome): void {
  if (result !== 'completed' && result !== 'cancelled') {
    facts['status'] = status;
    return;
  }
  facts['status'] = result;
  if (status > 0) facts['http_status'] = status;
}

function addRouting(facts: Facts, { routing, sticky, translation }: Outcome): void {
  if (translation) {
    facts['translator_mode'] = translation.mode;
    if (translation.fallbackReason) facts['fallback_reason'] = translation.fallbackReason;
  }
  if (routing) {
    facts['routing_strategy'] = routing.strategy;
    facts['routing_action'] = routing.action;
    if (routing.reason) facts['routing_reason'] = routing.reason;
  }
  if (!sticky || sticky.outcome === 'disabled') return;
  facts['sticky_outcome'] = sticky.outcome;
  if (sticky.source) facts['sticky_source'] = sticky.source;
}

function addUsage(facts: Facts, outcome: Outcome): void {
  const { usage, streaming, firstByteMs } = outcome;
  if (streaming && firstByteMs !== undefined) facts['ttft_ms'] = Math.round(firstByteMs);
  if (!usage) return;
  if (usage.inputTokens !== undefined) facts['input_tokens'] = usage.inputTokens;
  if (usage.outputTokens !== undefined) facts['output_tokens'] = usage.outputTokens;
  if (usage.totalTokens !== undefined) facts['total_tokens'] = usage.totalTokens;
  if (usage.cachedTokens !== undefined) facts['cached_tokens'] = usage.cachedTokens;
  if (usage.reasoningTokens !== undefined) facts['reasoning_tokens'] = usage.reasoningTokens;
  if (usage.model) facts['provider_model'] = usage.model;
  const rate = tokensPerSecond(outcome);
  if (rate !== undefined && rate > 0) facts['tokens_per_sec'] = rate.toFixed(1);
}

function withoutQuery(path: string): string {
  const query = path.indexOf('?');
  return query < 0 ? path : path.slice(0, query);
}
