import type { EndpointState } from '../../core/endpoint.js';
import type { WaitTerms } from '../../core/forecast.js';
import type { Residency } from '../../core/residency.js';
import type { Belief } from './terms.js';

/** What differs by less than this, or by less than this part, is the same: noise moves no models. */
export const SAME_MS = 50;
const SAME_PART = 0.1;

/** A candidate, and what is expected of it. */
export interface Scored {
  readonly state: EndpointState;
  /** The endpoint's own name of the model, as names are compared. */
  readonly model: string;
  readonly residency: Residency;
  readonly belief: Belief;
  readonly terms: WaitTerms;
  /** Tokens of the prompt that it has read before. */
  readonly cachedTokens: number;
}

/** Those that are as good as the best. */
export function equalsOf(scored: readonly Scored[]): readonly Scored[] {
  let least = Infinity;
  for (const { terms } of scored) if (terms.totalMs < least) least = terms.totalMs;
  const most = least + Math.max(SAME_MS, least * SAME_PART);
  const equals = scored.filter(({ terms }) => terms.totalMs <= most);
  // A score that is no number at all says nothing of anybody.
  return equals.length > 0 ? equals : scored;
}
