import type { ModelFacts } from './facts/index.js';

/** One record of a model, and when it was listed. */
export interface Telling {
  readonly facts: ModelFacts;
  /** Epoch milliseconds. */
  readonly at: number;
}

/** What is known of a model besides what servers tell. */
export interface MergeFacts {
  /** Never empty. */
  readonly platforms: readonly string[];
  /** Share of the facts by which models are told apart that are known, from 0 to 1. */
  readonly confidence: number;
}

/** One record from many: for every key, the newest telling counts. */
export function mergedMetadata(
  tellings: readonly Telling[],
  { platforms, confidence }: MergeFacts,
): Readonly<Record<string, unknown>> {
  const merged: Record<string, unknown> = { platform: platforms[0], metadata_confidence: confidence };
  if (platforms.length > 1) merged['platforms'] = platforms;
  for (const { facts } of inOrder(tellings)) Object.assign(merged, facts.metadata);
  return Object.freeze(merged);
}

/** Oldest first; mostly they are so already. */
function inOrder(tellings: readonly Telling[]): readonly Telling[] {
  const ordered = tellings.every(({ at }, place) => place === 0 || at >= tellings[place - 1]!.at);
  return ordered ? tellings : tellings.toSorted((a, b) => a.at - b.at);
}
