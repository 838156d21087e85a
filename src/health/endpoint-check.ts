import { CircuitBreaker } from '../core/circuit-breaker.js';
import type { Endpoint, EndpointState, EndpointStatus } from '../core/endpoint.js';
import { BREAKER_OPEN, classify, type Verdict } from './classify.js';
import type { Prober } from './probe.js';

export interface CheckMode {
  readonly attempts: number;
  /** Whether an open breaker answers in place of the endpoint. */
  readonly asksBreaker: boolean;
}

/** A check as the schedule makes it, and one of an endpoint whose return is awaited. */
export const REGULAR: CheckMode = { attempts: 3, asksBreaker: true };
export const PROMPTED: CheckMode = { attempts: 3, asksBreaker: false };
export const RECOVERING: CheckMode = { attempts: 1, asksBreaker: false };

export interface Finding extends Verdict {
  /** Milliseconds of the whole check. */
  readonly latencyMs: number;
  /** Epoch milliseconds at which an open breaker lets the next check through. */
  readonly admittedAt?: number;
}

/** Not configurable in the original either (models-and-health.md §6). */
const BREAKER = { threshold: 3, openForMs: 30_000 };
/** What tells the breaker that somebody is there, well or not. */
const REACHABLE: ReadonlySet<EndpointStatus> = new Set([
  'healthy',
  'busy',
  'warming',
  'config_error',
  'rate_limited',
]);

/** One check of one endpoint: its breaker, the probe, the verdict. */
export class EndpointCheck {
  readonly #breakers = new Map<string, CircuitBreaker>();

  constructor(private readonly prober: Prober) {}

  async run(state: EndpointState, mode: CheckMode, signal: AbortSignal): Promise<Finding> {
    const { endpoint, load } = state;
    const breaker = this.#breakerOf(endpoint);
    const startedAt = Date.now();
    const token = mode.asksBreaker ? breaker.admit(startedAt, staleAfterMs(endpoint)) : 0;
    if (token === undefined) {
      return { ...BREAKER_OPEN, latencyMs: 0, admittedAt: startedAt + breaker.opensInMs(startedAt) + 1 };
    }
    const { seen, latencyMs } = await this.prober.probe(endpoint, { attempts: mode.attempts, signal });
    const now = Date.now();
    const verdict = classify(seen, { now, checkTimeoutMs: endpoint.checkTimeoutMs, load });
    if (signal.aborted) breaker.release(token);
    else if (REACHABLE.has(verdict.status)) breaker.success(token);
    else breaker.failure(now, token);
    return { ...verdict, latencyMs };
  }

  /** Drops what is known of an endpoint that is gone. */
  forget(url: string): void {
    this.#breakers.delete(url);
  }

  close(): void {
    this.prober.close();
  }

  #breakerOf({ url }: Endpoint): CircuitBreaker {
    let breaker = this.#breakers.get(url);
    if (!breaker) this.#breakers.set(url, (breaker = new CircuitBreaker(BREAKER)));
    return breaker;
  }
}

/** A probe that takes longer than this hangs, and another may try in its place. */
const staleAfterMs = ({ checkTimeoutMs }: Endpoint): number =>
  2 * (checkTimeoutMs > 0 ? checkTimeoutMs : 2_000) + 1_000;
