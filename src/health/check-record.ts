import type { CheckRecord } from '../core/fleet.js';
import { backoff } from './backoff.js';
import type { Verdict } from './classify.js';

export interface ProbeTimes {
  readonly startedAt: number;
  readonly latencyMs: number;
  readonly checkIntervalMs: number;
  /** Epoch milliseconds of the next probe while an endpoint is being recovered; undefined = as a rule. */
  readonly recoveryAt: number | undefined;
  /** Epoch milliseconds at which an open breaker lets the next probe through; undefined = it is closed. */
  readonly admittedAt: number | undefined;
}

/** How soon an endpoint that is loading its model is asked again. */
const WARMING_MS = 1_000;

/** The record after a probe (models-and-health.md §5.1): only `healthy` is a success, and `warming` no failure. */
export function afterProbe(record: CheckRecord, verdict: Verdict, times: ProbeTimes): CheckRecord {
  const { startedAt, checkIntervalMs, recoveryAt } = times;
  const { rateLimitedUntil, error } = verdict;
  const common = {
    lastCheckedAt: startedAt,
    latencyMs: Math.round(times.latencyMs),
    rateLimitedUntil,
    ...(error !== undefined && { error }),
  };
  if (verdict.status === 'healthy') {
    const nextCheckAt = startedAt + checkIntervalMs;
    return { ...common, nextCheckAt, consecutiveFailures: 0, backoffMultiplier: 1 };
  }
  if (verdict.status === 'warming') {
    const nextCheckAt = startedAt + common.latencyMs + Math.min(WARMING_MS, checkIntervalMs);
    return { ...common, nextCheckAt, consecutiveFailures: 0, backoffMultiplier: 1 };
  }
  const consecutiveFailures = record.consecutiveFailures + 1;
  const { waitMs, multiplier } = backoff(record.backoffMultiplier, checkIntervalMs);
  if (recoveryAt !== undefined) {
    // A minute of probes every second is one failure to the back-off, not sixty.
    const backoffMultiplier = consecutiveFailures === 1 ? multiplier : record.backoffMultiplier;
    return { ...common, nextCheckAt: recoveryAt, consecutiveFailures, backoffMultiplier };
  }
  // A check that the breaker would only refuse is no check: the next one is when a probe can go out.
  const nextCheckAt = times.admittedAt ?? Math.max(startedAt + waitMs, rateLimitedUntil);
  return { ...common, nextCheckAt, consecutiveFailures, backoffMultiplier: multiplier };
}

/** The record after a request found the endpoint gone; `nextCheckAt` is when the recovery begins. */
export function afterDemotion(
  record: CheckRecord,
  now: number,
  checkIntervalMs: number,
  nextCheckAt: number,
  error: string,
): CheckRecord {
  return {
    ...record,
    error,
    lastCheckedAt: now,
    nextCheckAt,
    consecutiveFailures: record.consecutiveFailures + 1,
    backoffMultiplier: backoff(record.backoffMultiplier, checkIntervalMs).multiplier,
  };
}
