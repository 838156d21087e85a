import type { OllaError } from '../core/olla-error.js';
import type { RequestPathSettings } from './proxy-settings.js';

type Retry = RequestPathSettings['retry'];

/** Statuses that say the backend is in trouble, so that they count for its breaker (proxying.md §9.2). */
const TROUBLE = new Set([502, 503, 504]);
/** Statuses whose `Retry-After` keeps an endpoint out of selection. */
const ASKS_TO_WAIT = new Set([429, 503]);

/** How many endpoints one request may be sent to. */
export function attemptLimit(retry: Retry): number {
  if (!retry.enabled) return 1;
  return retry.maxAttempts > 0 ? retry.maxAttempts : Infinity;
}

/** May this failure be answered by trying another endpoint? Asked before the first byte only. */
export function mayTryElsewhere(retry: Retry, failure: OllaError): boolean {
  if (!retry.enabled || !failure.retryable) return false;
  if (failure.code === 'upstream_status') return true;
  if (failure.code === 'upstream_header_timeout') return retry.onTimeout;
  return retry.onConnectionFailure;
}

export const isRetriedStatus = (retry: Retry, status: number): boolean =>
  status >= 400 && retry.enabled && retry.onStatus.includes(status);

export const countsAsTrouble = (retry: Retry, status: number): boolean =>
  TROUBLE.has(status) && isRetriedStatus(retry, status);

export const asksToWait = (retry: Retry, status: number): boolean =>
  ASKS_TO_WAIT.has(status) && isRetriedStatus(retry, status);
