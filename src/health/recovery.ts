import { type EndpointStatus, isRoutable } from '../core/endpoint.js';
import { ERROR_TYPE, type Verdict } from './classify.js';

/** Milliseconds after an endpoint left rotation at which it is probed. */
const QUICK_MS = [100, 250, 500] as const;
const STEADY_MS = 1_000;
const LASTS_MS = 60_000;
/** Between the end of one probe and the next one of the same endpoint. */
const REST_MS = 100;

/** When the first probe after a demotion by traffic comes. */
export const FIRST_REPROBE_MS = QUICK_MS[0];

/**
 * The prompt re-probes of an endpoint that left rotation (decisions.md 4): after 100, 250 and 500 ms,
 * then every second for a minute. After that the back-off takes over.
 */
export class Recovery {
  #planned: number;

  /** @param quick whether it begins with the probes of the first second */
  constructor(
    private readonly since: number,
    quick: boolean,
  ) {
    this.#planned = quick ? 0 : QUICK_MS.length;
  }

  /**
   * Plans the next probe; undefined when the minute is over.
   * @param startedAt when the last probe began
   */
  plan(startedAt: number, now: number, checkIntervalMs: number): number | undefined {
    const quick = QUICK_MS[this.#planned++];
    if (quick !== undefined) return Math.max(this.since + quick, now + REST_MS);
    const at = Math.max(startedAt + Math.min(STEADY_MS, checkIntervalMs), now + REST_MS);
    return at <= this.since + LASTS_MS ? at : undefined;
  }
}

/** Which recovery goes on, begins or ends with a verdict. */
export function recoveryAfter(
  present: Recovery | undefined,
  before: EndpointStatus,
  verdict: Verdict,
  now: number,
): Recovery | undefined {
  // A rate-limited endpoint said itself when it wants to hear from us.
  if (isRoutable(verdict.status) || verdict.status === 'rate_limited') return undefined;
  if (isRoutable(before)) return new Recovery(now, true);
  if (before === 'unknown' && isSilent(verdict)) return new Recovery(now, false);
  return present;
}

/** No answer at all: the backend is probably starting. One that answers 500 or 401 is asked as a rule. */
function isSilent({ errorType }: Verdict): boolean {
  return errorType === ERROR_TYPE.network || errorType === ERROR_TYPE.timeout;
}
