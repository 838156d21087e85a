import type { AttemptRecord } from '../core/outcome.js';

/** Counters of attempts. Latencies are whole milliseconds and those of successes only. */
export interface Figures {
  /** Successes and failures; what a client gave up is neither. */
  readonly total: number;
  readonly successful: number;
  readonly failed: number;
  readonly cancelled: number;
  /** Body bytes that were relayed. */
  readonly bytes: number;
  readonly minMs: number;
  readonly maxMs: number;
  readonly averageMs: number;
  /** Percentage of successes; 0 without traffic. */
  readonly successRate: number;
  /** Epoch milliseconds; 0 = never. */
  readonly lastUsedAt: number;
}

/** {@link Figures} that grow. */
export class Tally implements Figures {
  successful = 0;
  failed = 0;
  cancelled = 0;
  bytes = 0;
  lastUsedAt = 0;
  maxMs = 0;
  #minMs = Number.POSITIVE_INFINITY;
  #sumMs = 0;

  get total(): number {
    return this.successful + this.failed;
  }

  /** 0 before the first success; a real 0 stays 0. */
  get minMs(): number {
    return this.successful === 0 ? 0 : this.#minMs;
  }

  get averageMs(): number {
    return this.successful === 0 ? 0 : Math.floor(this.#sumMs / this.successful);
  }

  get successRate(): number {
    return this.total === 0 ? 0 : (this.successful / this.total) * 100;
  }

  /** An answer that was passed over for another endpoint is a failure; what the client gave up is none. */
  count(attempt: AttemptRecord, now: number): void {
    this.bytes += attempt.bytes;
    this.lastUsedAt = now;
    if (attempt.result === 'success') this.succeed(attempt.durationMs);
    else if (attempt.result === 'cancelled') this.cancelled++;
    else this.failed++;
  }

  succeed(durationMs: number): void {
    const ms = Math.floor(durationMs);
    this.successful++;
    this.#sumMs += ms;
    if (ms < this.#minMs) this.#minMs = ms;
    if (ms > this.maxMs) this.maxMs = ms;
  }
}

/** The figures of something that was never used. */
export const NOTHING: Figures = new Tally();
