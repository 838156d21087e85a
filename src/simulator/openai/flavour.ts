import { randomUUID } from 'node:crypto';
import type { Result } from '../dialects/generate.js';
import type { JsonObject } from '../http/fields.js';
import type { ModelFacts } from '../models.js';

/** Where servers of the OpenAI API differ from each other. */
export interface Flavour {
  /** Extra fields of every object, such as `system_fingerprint`. */
  envelope(model: ModelFacts): JsonObject;
  /** Extra fields of every choice. */
  readonly choice: JsonObject;
  /** Extra fields of a whole message. */
  readonly message: JsonObject;
  /** Content of a frame of its own before the first token; undefined when there is none. */
  readonly opening: JsonObject | undefined;
  /** Which content frames repeat the role. */
  readonly role: 'none' | 'first' | 'every';
  /** Fields beside `usage`, such as `timings`. */
  tail(result: Result, model: ModelFacts): JsonObject;
  /** Extra fields of `usage`. */
  readonly usage: JsonObject;
  /** Whether a stream's headers leave before its first token. */
  readonly eagerHeaders: boolean;
}

export const SSE = 'text/event-stream; charset=utf-8';
export const DONE = 'data: [DONE]\n\n';

export const sse = (value: unknown): string => `data: ${JSON.stringify(value)}\n\n`;
export const newId = (prefix: string): string => `${prefix}-${randomUUID().replaceAll('-', '')}`;
export const nowSeconds = (): number => Math.floor(Date.now() / 1_000);

export const usageOf = (result: Result, flavour: Flavour): JsonObject => ({
  prompt_tokens: result.promptTokens,
  completion_tokens: result.tokens,
  total_tokens: result.promptTokens + result.tokens,
  ...flavour.usage,
  ...(result.timing.cachedTokens > 0 && {
    prompt_tokens_details: { cached_tokens: result.timing.cachedTokens },
  }),
});

/** What the plain OpenAI API does. */
export const PLAIN: Flavour = {
  envelope: () => ({ service_tier: 'default', system_fingerprint: null }),
  choice: { logprobs: null },
  message: { refusal: null, annotations: [] },
  opening: { role: 'assistant', content: '' },
  role: 'none',
  tail: () => ({}),
  usage: {},
  eagerHeaders: true,
};
