import { type Figures, MS_PER_SECOND } from './figures.js';
import { isObject, type JsonObject } from './json.js';

const numberOf = (value: unknown): number => (typeof value === 'number' && value > 0 ? value : 0);
const known = (value: Figures[keyof Figures]): value is number => typeof value === 'number';

/** In the Anthropic dialect the input is told without what the cache held, and is more than what stands beside it. */
export function fillSums(figures: Figures, { usage }: JsonObject): void {
  if (!isObject(usage) || typeof usage['input_tokens'] !== 'number') return;
  const cached = numberOf(usage['cache_read_input_tokens']) + numberOf(usage['cache_creation_input_tokens']);
  if (cached > 0) figures.inputTokens ??= Math.trunc(numberOf(usage['input_tokens']) + cached);
}

/** What follows from the other figures, as far as it was not told. */
export function derive(figures: Figures, { timings }: JsonObject): void {
  // llama.cpp times what it worked on: what its cache held comes on top.
  if (isObject(timings) && typeof timings['prompt_n'] === 'number')
    figures.inputTokens ??= Math.trunc(numberOf(timings['prompt_n']) + numberOf(timings['cache_n']));
  const { inputTokens, outputTokens, promptMs, generationMs, modelLoadMs } = figures;
  if (known(inputTokens) && known(outputTokens)) figures.totalTokens ??= inputTokens + outputTokens;
  if (promptMs !== undefined) figures.ttftMs ??= promptMs;
  if (known(promptMs) && known(generationMs))
    figures.totalMs ??= (known(modelLoadMs) ? modelLoadMs : 0) + promptMs + generationMs;
  if (known(outputTokens) && outputTokens > 0 && known(generationMs))
    figures.tokensPerSecond ??= (outputTokens * MS_PER_SECOND) / generationMs;
  if (figures.finishReason !== undefined) figures.isComplete ??= true;
}
