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

/**
 * Those that are as good as the best.
 * @param crowd how many wait together: whoever takes the next slot of an endpoint keeps all the others waiting for so much
 * longer, so that nobody waits for a warm cache while another endpoint idles
 */
export function equalsOf(scored: readonly Scored[], crowd = 1): readonly Scored[] {
  const cost = ({ terms }: Scored): number => terms.totalMs + terms.slotMs * Math.max(crowd - 1, 0);
  let least = Infinity;
  // Not `Math.min`: one that is no number would make all of them none.
  for (const each of scored) if (cost(each) < least) least = cost(each);
  const most = least + Math.max(SAME_MS, least * SAME_PART);
  const equals = scored.filter((each) => cost(each) <= most);
  // A score that is no number at all says nothing of anybody.
  return equals.length > 0 ? equals : scored;
}
