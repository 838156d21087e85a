import { LONGEST_TIMER_MS } from '../core/longest-timer.js';
import type { Endpoint } from '../core/endpoint.js';
import type { Recovery } from './recovery.js';

/** Prompted probes of one endpoint begin at least so far apart. */
export const PROMPT_GAP_MS = 100;

/** One endpoint's place in the schedule: when it is probed next, and the probe that is under way. */
export class Watch {
  recovery: Recovery | undefined = undefined;
  /** Epoch milliseconds at which the last probe began. */
  startedAt = 0;
  /** Somebody wants a fresh verdict: the next probe asks no breaker. */
  prompted = false;
  /** The probe that is queued or under way; never two at once. */
  busy: Promise<void> | undefined = undefined;
  closed = false;
  #timer: NodeJS.Timeout | undefined;
  #dueAt = Infinity;
  #probe: AbortController | undefined;

  constructor(
    public endpoint: Endpoint,
    private readonly due: (watch: Watch) => void,
  ) {}

  /** Sets the timer, in place of the one that was set. */
  arm(at: number): void {
    this.disarm();
    this.#dueAt = at;
    const delay = Math.min(Math.max(0, at - Date.now()), LONGEST_TIMER_MS);
    this.#timer = setTimeout(() => this.due(this), delay);
  }

  /** Sets the timer unless it comes earlier anyway. */
  armBy(at: number): void {
    if (at < this.#dueAt) this.arm(at);
  }

  disarm(): void {
    clearTimeout(this.#timer);
    this.#dueAt = Infinity;
  }

  /** A signal for the probe that begins now. */
  begin(): AbortSignal {
    this.startedAt = Date.now();
    this.#probe = new AbortController();
    return this.#probe.signal;
  }

  abort(): void {
    this.#probe?.abort();
  }

  close(): void {
    this.closed = true;
    this.disarm();
    this.abort();
  }
}

/** Would a probe of the one say the same as a probe of the other? */
export function isSameProbe(a: Endpoint, b: Endpoint): boolean {
  return (
    a.healthUrl === b.healthUrl &&
    a.checkIntervalMs === b.checkIntervalMs &&
    a.checkTimeoutMs === b.checkTimeoutMs &&
    a.outboundHeaders.join('\n') === b.outboundHeaders.join('\n')
  );
}
