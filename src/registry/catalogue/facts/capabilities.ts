import type { ContextThresholds, ModelRules } from '../rules/index.js';
import { patternText } from './pattern-text.js';

/** What is known of a model that tells what it can do. */
export interface CapabilityClues {
  readonly name: string;
  /** `llm`, `vlm`, `embeddings`, …; `` when nobody says. */
  readonly type: string;
  /** 0 when nobody says. */
  readonly contextLength: number;
  /** What the server itself says. */
  readonly told?: readonly string[] | undefined;
}

const TEXT = 'text-generation';
const EMBEDDING_TYPES = new Set(['embedding', 'embeddings']);

/** What a model can do, as far as name, type and context length tell; sorted and frozen (models-and-health.md §11.8). */
export function capabilitiesOf(clues: CapabilityClues, rules: ModelRules): readonly string[] {
  const type = clues.type.toLowerCase();
  const found = new Set([TEXT, ...(rules.typeCapabilities.get(type) ?? [])]);
  if (EMBEDDING_TYPES.has(type)) found.delete(TEXT);
  const name = patternText(clues.name);
  for (const { pattern, capabilities } of rules.nameCapabilities) {
    if (pattern.test(name)) for (const capability of capabilities) found.add(capability);
  }
  for (const label of contextLabels(clues.contextLength, rules.contextThresholds)) found.add(label);
  for (const capability of clues.told ?? []) found.add(capability);
  return Object.freeze([...found].sort());
}

function contextLabels(length: number, thresholds: ContextThresholds): readonly string[] {
  const reaches = (threshold: number | undefined): boolean => threshold !== undefined && length >= threshold;
  if (reaches(thresholds.ultraLong)) return ['ultra-long-context', 'long-context'];
  if (reaches(thresholds.long)) return ['long-context'];
  return reaches(thresholds.extended) ? ['extended-context'] : [];
}
