import type { Need } from '../../core/exchange.js';
import { hasCapability } from './synonyms.js';

/** `tools` is not asked for besides `function_calling`, which it answers to: servers say the one or the other. */
const ASKED: Readonly<Record<Need, string>> = {
  vision: 'vision',
  functions: 'function_calling',
  embeddings: 'embeddings',
  code: 'code',
};

/** Whether a model with these capabilities can do what a request needs. */
export const meets = (capabilities: readonly string[], need: Need): boolean =>
  hasCapability(capabilities, ASKED[need]);
