import type { Result } from '../dialects/generate.js';
import type { JsonObject } from '../http/fields.js';

/** The `timings` object that llama.cpp puts beside its usage figures. */
export function timingsOf(result: Result): JsonObject {
  const promptMs = Math.max(0.001, result.timing.promptMs);
  const predictedMs = Math.max(0.001, result.timing.generateMs);
  return {
    cache_n: 0,
    prompt_n: result.promptTokens,
    prompt_ms: round(promptMs),
    prompt_per_token_ms: round(promptMs / result.promptTokens),
    prompt_per_second: round((result.promptTokens * 1_000) / promptMs),
    predicted_n: result.tokens,
    predicted_ms: round(predictedMs),
    predicted_per_token_ms: round(predictedMs / result.tokens),
    predicted_per_second: round((result.tokens * 1_000) / predictedMs),
  };
}

const round = (value: number): number => Number(value.toFixed(4));
