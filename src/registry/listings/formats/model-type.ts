import type { UnifiedModel } from '../../catalogue/unified-model.js';
import { textIn } from './metadata.js';

type Described = Pick<UnifiedModel, 'metadata' | 'capabilities'>;

/** `llm`, `vlm`, `embeddings`, or whatever word the server has; undefined when nothing tells. */
export function modelType({ metadata, capabilities }: Described): string | undefined {
  const told = textIn(metadata, 'type');
  if (told !== undefined) return told;
  if (capabilities.includes('vision')) return 'vlm';
  return embeds(capabilities) ? 'embeddings' : undefined;
}

export const embeds = (capabilities: readonly string[]): boolean =>
  capabilities.includes('embedding') || capabilities.includes('embeddings');
