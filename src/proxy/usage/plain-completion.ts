import { type Field, type Figures, MOST, MOST_CHARACTERS } from './figures.js';
import { isObject, type JsonObject } from './json.js';

/** The members of a chat completion of OpenAI's: figures stand in three of them. */
const MEMBERS = new Set([
  ...['id', 'object', 'created', 'model', 'choices', 'usage'],
  ...['system_fingerprint', 'service_tier', 'provider', 'prompt_logprobs', 'kv_transfer_params'],
]);
const COUNTS: Readonly<Record<string, Field>> = {
  prompt_tokens: 'inputTokens',
  completion_tokens: 'outputTokens',
  total_tokens: 'totalTokens',
};

/**
 * The figures of a chat completion that has none but those that all have, which most answers are; undefined when somebody
 * has to look closer.
 * @param keys the members that a profile looks at
 */
export function plainFigures(answer: JsonObject, keys: ReadonlySet<string>): Figures | undefined {
  for (const key in answer) if (!MEMBERS.has(key) || (keys.has(key) && !OWN.has(key))) return undefined;
  const { model, choices, usage } = answer;
  const reason: unknown = Array.isArray(choices)
    ? (choices[0] as JsonObject | undefined)?.['finish_reason']
    : undefined;
  if (!isName(model) || !isName(reason) || !isObject(usage)) return undefined;
  const figures: Figures = { model, finishReason: reason, isComplete: true };
  for (const key in usage) {
    const value = usage[key];
    const field = COUNTS[key];
    if (field !== undefined && isCount(value)) figures[field] = value;
    else if (value !== null) return undefined;
  }
  const { inputTokens, outputTokens } = figures;
  if (inputTokens !== undefined && outputTokens !== undefined)
    figures.totalTokens ??= (inputTokens as number) + (outputTokens as number);
  return figures;
}

const OWN = new Set(['model', 'choices', 'usage']);

const isName = (value: unknown): value is string =>
  typeof value === 'string' && value !== '' && value !== 'none' && value.length <= MOST_CHARACTERS;

const isCount = (value: unknown): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= MOST;
