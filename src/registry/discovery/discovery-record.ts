import type { Endpoint } from '../../core/endpoint.js';

const MOST_FAILURES = 5;
const INTERVALS_OUT = 6;

/** How a failure was booked. */
export type Verdict = 'outdated' | 'counted' | 'disabled' | 'disabled-at-once' | 'still-disabled';

/**
 * How the listings of one endpoint went. Listings may overlap (a periodic one and one after a
 * recovery), so each holds a ticket, and news older than the last success are no news.
 */
export class DiscoveryRecord {
  #endpoint: Endpoint;
  #failures = 0;
  #disabled = false;
  #begunAt = 0;
  #tickets = 0;
  #lastSuccess = 0;
  #errors = 0;
  #oddTold = false;

  constructor(endpoint: Endpoint) {
    this.#endpoint = endpoint;
  }

  get failures(): number {
    return this.#failures;
  }

  get disabled(): boolean {
    return this.#disabled;
  }

  /** Listings that have failed, in all. */
  get errors(): number {
    return this.#errors;
  }

  /** An endpoint that was configured anew begins without a past. */
  follow(endpoint: Endpoint): void {
    if (endpoint === this.#endpoint) return;
    this.#endpoint = endpoint;
    this.#failures = 0;
    this.#disabled = false;
    this.#oddTold = false;
  }

  /** The same endpoint, after its type was recognised: its past stays. */
  recognised(endpoint: Endpoint): void {
    this.#endpoint = endpoint;
  }

  /** True once: what is odd about a list is told the first time only. */
  tellsOddity(): boolean {
    const first = !this.#oddTold;
    this.#oddTold = true;
    return first;
  }

  /** Whether a full run asks this endpoint: a disabled one only now and then. */
  isDue(now: number, intervalMs: number): boolean {
    return !this.#disabled || now - this.#begunAt >= INTERVALS_OUT * intervalMs;
  }

  /** A listing begins; the returned ticket goes with its outcome. */
  begin(now: number): number {
    this.#begunAt = now;
    return ++this.#tickets;
  }

  /** Forgives every failure. False when a listing that began later has already succeeded. */
  succeed(ticket: number): boolean {
    if (ticket < this.#lastSuccess) return false;
    this.#lastSuccess = ticket;
    this.#failures = 0;
    this.#disabled = false;
    return true;
  }

  fail(ticket: number, recoverable: boolean): Verdict {
    if (ticket < this.#lastSuccess) return 'outdated';
    this.#failures++;
    this.#errors++;
    if (this.#disabled) return 'still-disabled';
    this.#disabled = !recoverable || this.#failures >= MOST_FAILURES;
    if (!this.#disabled) return 'counted';
    return recoverable ? 'disabled' : 'disabled-at-once';
  }
}
