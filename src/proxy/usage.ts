import type { Usage } from '../core/outcome.js';
import type { Tail } from '../core/tail.js';

const count = (...keys: string[]): RegExp => new RegExp(`"(?:${keys.join('|')})"\\s*:\\s*(\\d+)`);
const word = (...keys: string[]): RegExp => new RegExp(`"(?:${keys.join('|')})"\\s*:\\s*"([^"\\\\]*)"`);

const INPUT = count('prompt_tokens', 'input_tokens', 'prompt_eval_count');
const OUTPUT = count('completion_tokens', 'output_tokens', 'eval_count');
const TOTAL = count('total_tokens');
const MODEL = word('model');
const FINISH = word('finish_reason', 'done_reason');
/** The figures stand within this distance of the end, or after the last `"usage"`. */
const CLOSING = 2_000;

/**
 * The closing figures of an answer, from its last bytes (backends.md §8): OpenAI's `usage` object or
 * Ollama's counters. Undefined when the answer tells none.
 */
export function usageOf(tail: Tail): Usage | undefined {
  if (tail.lastByte < 0) return undefined;
  const text = tail.text();
  const at = text.lastIndexOf('"usage"');
  const closing = text.slice(at >= 0 ? at : -CLOSING);
  const input = INPUT.exec(closing)?.[1];
  const output = OUTPUT.exec(closing)?.[1];
  if (input === undefined && output === undefined) return undefined;
  const inputTokens = Number(input ?? 0);
  const outputTokens = Number(output ?? 0);
  return {
    inputTokens,
    outputTokens,
    totalTokens: Number(TOTAL.exec(closing)?.[1] ?? inputTokens + outputTokens),
    model: MODEL.exec(text)?.[1],
    finishReason: FINISH.exec(text)?.[1],
  };
}
