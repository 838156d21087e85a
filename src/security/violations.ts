import { Injectable } from '@nestjs/common';

/** A request that was refused for its rate, its size, or because nobody knew who was calling. */
export interface Violation {
  readonly type: 'rate_limit' | 'size_limit' | 'access';
  readonly client: string;
  readonly path: string;
  /** Bytes, for a size. */
  readonly size?: number;
}

/** The figures of the status page. */
export interface ViolationCounts {
  readonly rateLimits: number;
  readonly sizeLimits: number;
  /** Callers that nobody knew, or that may not have what they asked for. */
  readonly access: number;
  /** Clients that met a rate limit in the last hour. */
  readonly blockedClients: number;
}

const REMEMBERED_MS = 60 * 60_000;
const SWEEP_EVERY_MS = 5 * 60_000;
/** Further clients are not remembered: the figure saturates, memory does not. */
const MOST_CLIENTS = 10_000;

/** Counts refusals for the status page and the metrics. */
@Injectable()
export class Violations {
  #rateLimits = 0;
  #sizeLimits = 0;
  #access = 0;
  #sweptAt = 0;
  /** Client → epoch milliseconds of its last refusal. */
  readonly #clients = new Map<string, number>();

  record(violation: Violation): void {
    if (violation.type === 'size_limit') this.#sizeLimits++;
    if (violation.type === 'access') this.#access++;
    if (violation.type !== 'rate_limit') return;
    this.#rateLimits++;
    const now = Date.now();
    this.#sweep(now);
    if (this.#clients.size < MOST_CLIENTS || this.#clients.has(violation.client)) {
      this.#clients.set(violation.client, now);
    }
  }

  counts(): ViolationCounts {
    this.#sweep(Date.now());
    return {
      rateLimits: this.#rateLimits,
      sizeLimits: this.#sizeLimits,
      access: this.#access,
      blockedClients: this.#clients.size,
    };
  }

  #sweep(now: number): void {
    if (now - this.#sweptAt < SWEEP_EVERY_MS) return;
    this.#sweptAt = now;
    for (const [client, lastAt] of this.#clients) {
      if (now - lastAt > REMEMBERED_MS) this.#clients.delete(client);
    }
  }
}
