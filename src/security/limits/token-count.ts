import type { Outcome } from '../../core/outcome.js';

/** What text takes on average, and what an event takes that carries one token. */
const BYTES_PER_TOKEN = 4;
const BYTES_PER_EVENT = 200;
/** Above this a body is mostly pictures, which are no text. */
const MOST_ESTIMATED_INPUT = 32_768;
/** More than this no answer takes: a backend that says so is wrong, and a caller must not pay for that. */
const MOST_PER_ANSWER = 10_000_000;
/** What asks nothing of a model, though it names one. */
const WITHOUT_WORK = /\/(?:show|tokenize|detokenize|count_tokens)$/;

/**
 * How many tokens an answer took, in and out: as the backend told, else estimated from bytes. An answer
 * that was broken off counts as far as it came; an error counts nothing.
 */
export function tokensOf(outcome: Outcome): number {
  if (!isWork(outcome)) return 0;
  const { usage } = outcome;
  if (!usage) return estimatedInput(outcome) + estimatedOutput(outcome);
  const told = usage.totalTokens ?? (usage.inputTokens ?? 0) + (usage.outputTokens ?? 0);
  // The Anthropic dialect tells the input at the start of a stream, which nobody keeps.
  const untold = usage.inputTokens ? 0 : estimatedInput(outcome);
  return Math.min(MOST_PER_ANSWER, told + untold);
}

function isWork({ method, status, responseBytes, path }: Outcome): boolean {
  return method === 'POST' && status >= 200 && status < 300 && responseBytes > 0 && !WITHOUT_WORK.test(path);
}

const estimatedInput = ({ requestBytes }: Outcome): number =>
  Math.min(MOST_ESTIMATED_INPUT, Math.ceil(requestBytes / BYTES_PER_TOKEN));

const estimatedOutput = ({ responseBytes, streaming }: Outcome): number =>
  Math.min(MOST_PER_ANSWER, Math.ceil(responseBytes / (streaming ? BYTES_PER_EVENT : BYTES_PER_TOKEN)));
