import type { EndpointState } from '../../core/endpoint.js';
import type { WaitTerms } from '../../core/forecast.js';
import type { RequestRecord } from './request-record.js';

/** What became of one endpoint that could have served a request. */
export interface CandidateVerdict {
  readonly endpoint: string;
  /** From 1, the best. */
  readonly tier: number;
  /**
   * `answered`: its answer is what the client got; `failed`, `passed_over`, `cancelled`: it was tried, and how that ended;
   * `not_needed`: another one answered; `not_tried`: the request ended before its turn came.
   */
  readonly verdict: 'answered' | 'failed' | 'passed_over' | 'cancelled' | 'not_needed' | 'not_tried';
  /** The endpoint's state as it was then. */
  readonly status: EndpointState['status'];
  readonly draining?: true;
  /** What the strategy expected of it, in milliseconds, where it expects something. */
  readonly expected_wait_ms?: number;
  readonly expected?: object;
}

/** Every endpoint that could have served the request, best tier first. */
export function candidateVerdicts(record: RequestRecord): readonly CandidateVerdict[] {
  return record.tiers.flatMap((tier, place) => tier.map((state) => verdictOn(state, place + 1, record)));
}

function verdictOn(state: EndpointState, tier: number, record: RequestRecord): CandidateVerdict {
  const { name } = state.endpoint;
  const terms = record.forecast?.candidates.find(({ endpointName }) => endpointName === name);
  return {
    endpoint: name,
    tier,
    verdict: fateOf(state, record),
    status: state.status,
    ...(state.draining && { draining: true as const }),
    ...(terms && {
      expected_wait_ms: Math.round(terms.totalMs),
      expected: { ...shownTerms(terms), residency: terms.residency },
    }),
  };
}

function fateOf({ endpoint }: EndpointState, record: RequestRecord): CandidateVerdict['verdict'] {
  const tried = record.attempts.findLast(({ endpointUrl }) => endpointUrl === endpoint.url);
  if (!tried) return record.result === 'completed' ? 'not_needed' : 'not_tried';
  return tried.result === 'success' ? 'answered' : tried.result;
}

/** The parts of an expected wait, in whole milliseconds. */
export function shownTerms({ slotMs, loadMs, prefillMs, evictionMs }: WaitTerms): object {
  return {
    slot_ms: Math.round(slotMs),
    load_ms: Math.round(loadMs),
    prefill_ms: Math.round(prefillMs),
    eviction_ms: Math.round(evictionMs),
  };
}
