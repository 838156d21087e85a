import type { Outcome } from '../core/outcome.js';
import type { Attributes } from './span.js';

/** Paths that ask for something of a model, and what OpenTelemetry calls it (semantic conventions for generative AI). */
const BY_ENDING: readonly (readonly [ending: string, operation: string])[] = [
  ['/v1/chat/completions', 'chat'],
  ['/v1/messages', 'chat'],
  ['/v1/responses', 'chat'],
  ['/api/chat', 'chat'],
  ['/v1/completions', 'text_completion'],
  ['/api/generate', 'text_completion'],
  ['/completion', 'text_completion'],
  ['/v1/embeddings', 'embeddings'],
  ['/api/embed', 'embeddings'],
  ['/api/embeddings', 'embeddings'],
];
const LONGEST_PATH = 64;

/** `chat`, `text_completion` or `embeddings`; undefined for what asks for none of them. */
export function operationNameOf({ path }: Pick<Outcome, 'path'>): string | undefined {
  const query = path.indexOf('?');
  const plain = query < 0 ? path : path.slice(0, query);
  if (plain.length > LONGEST_PATH) return undefined;
  return BY_ENDING.find(([ending]) => plain.endsWith(ending))?.[1];
}

/** What model was asked, and what it told of its answer. */
export function genAiAttributes(outcome: Outcome): Attributes {
  const { usage, provider } = outcome;
  const operation = operationNameOf(outcome);
  if (operation === undefined) return {};
  return {
    'gen_ai.operation.name': operation,
    'gen_ai.provider.name': provider || 'olla',
    'gen_ai.request.model': outcome.nativeModel ?? outcome.model,
    'gen_ai.response.model': usage?.model,
    'gen_ai.response.finish_reasons': usage?.finishReason ? [usage.finishReason] : undefined,
    'gen_ai.usage.input_tokens': usage?.inputTokens,
    'gen_ai.usage.output_tokens': usage?.outputTokens,
  };
}
