import type { Result } from '../dialects/generate.js';
import type { Timing } from '../engine/generation-request.js';
import type { JsonObject } from '../http/fields.js';
import { parseDuration } from '../../core/duration.js';

const KEEP_ALIVE_MS = 300_000;

/** Ollama counts in nanoseconds, and never zero of them. */
const nanoseconds = (ms: number): number => Math.max(1, Math.round(ms * 1e6));

/** The counters at the end of a chat or generation. */
export const countersOf = (result: Result): JsonObject => ({
  ...durationsOf(result.timing),
  prompt_eval_count: result.promptTokens,
  prompt_eval_duration: nanoseconds(result.timing.promptMs),
  eval_count: result.tokens,
  eval_duration: nanoseconds(result.timing.generateMs),
});

export const durationsOf = (timing: Timing): JsonObject => ({
  total_duration: nanoseconds(timing.totalMs),
  load_duration: nanoseconds(timing.loadMs),
});

/** `keep_alive`: `"5m"`, seconds as a number, negative for ever, 0 to unload. */
export function keepAliveOf(value: unknown): number {
  const ms =
    typeof value === 'number' ? value * 1_000 : typeof value === 'string' ? durationOf(value) : undefined;
  if (ms === undefined || Number.isNaN(ms)) return KEEP_ALIVE_MS;
  return ms < 0 ? Number.POSITIVE_INFINITY : ms;
}

function durationOf(text: string): number | undefined {
  const seconds = Number(text);
  return text !== '' && !Number.isNaN(seconds) ? seconds * 1_000 : parseDuration(text);
}
