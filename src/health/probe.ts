import { setTimeout as sleep } from 'node:timers/promises';
import { formatDuration } from '../core/duration.js';
import type { Endpoint } from '../core/endpoint.js';
import { HealthRequests } from './health-request.js';
import type { Observation } from './observation.js';
import { failureOf } from './probe-failure.js';

export interface ProbeOptions {
  /** How often it is tried while the network fails. */
  readonly attempts: number;
  readonly signal: AbortSignal;
}

export interface ProbeReport {
  readonly seen: Observation;
  /** Milliseconds of the whole probe, retries and their delays included. */
  readonly latencyMs: number;
}

/** Asks an endpoint whether it is well. Never rejects; a probe that was aborted reports a failure. */
export interface Prober {
  probe(endpoint: Endpoint, options: ProbeOptions): Promise<ProbeReport>;
  /** Lets go of idle connections. */
  close(): void;
}

const FIRST_DELAY_MS = 100;
const LONGEST_DELAY_MS = 2_000;

/** Probes over HTTP (models-and-health.md §4). */
export class HttpProber implements Prober {
  readonly #requests = new HealthRequests();

  async probe(endpoint: Endpoint, { attempts, signal }: ProbeOptions): Promise<ProbeReport> {
    const startedAt = performance.now();
    for (let attempt = 1; ; attempt++) {
      const seen = await this.#attempt(endpoint, signal);
      const again = seen.kind === 'failure' && seen.cause === 'network' && attempt < attempts;
      if (!again || !(await delayed(attempt, signal)))
        return { seen, latencyMs: performance.now() - startedAt };
    }
  }

  close(): void {
    this.#requests.close();
  }

  /** One attempt within `check_timeout`, by a timer of our own: those of undici are a second too coarse. */
  async #attempt(endpoint: Endpoint, cancelled: AbortSignal): Promise<Observation> {
    const limitMs = endpoint.checkTimeoutMs;
    const attempt = new AbortController();
    const cancel = (): void => attempt.abort();
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      attempt.abort();
    }, limitMs);
    cancelled.addEventListener('abort', cancel);
    if (cancelled.aborted) cancel();
    try {
      return await this.#requests.ask(endpoint, attempt.signal);
    } catch (error) {
      if (late)
        return { kind: 'failure', cause: 'timeout', message: `no answer within ${formatDuration(limitMs)}` };
      return cancelled.aborted
        ? { kind: 'failure', cause: 'network', message: 'cancelled' }
        : failureOf(error);
    } finally {
      clearTimeout(timer);
      cancelled.removeEventListener('abort', cancel);
    }
  }
}

/** Waits before the next attempt; false when the probe was cancelled meanwhile. */
async function delayed(attempt: number, signal: AbortSignal): Promise<boolean> {
  const delay = Math.min(FIRST_DELAY_MS * 2 ** (attempt - 1), LONGEST_DELAY_MS);
  const jitter = 0.875 + Math.random() * 0.25;
  try {
    await sleep(delay * jitter, undefined, { signal });
    return true;
  } catch {
    return false;
  }
}
