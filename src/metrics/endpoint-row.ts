import type { Endpoint, EndpointState, EndpointStatus } from '../core/endpoint.js';
import type { CheckRecord } from '../core/fleet.js';
import type { BreakerFigures } from './breaker-view.js';
import { compare, endpointIds, publicUrl } from './endpoint-id.js';
import { formatTime } from './formats.js';
import type { Overview } from './overview.service.js';
import type { Figures } from './tally.js';

/** What both status pages say of an endpoint. */
export interface EndpointHead {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly detected_type?: string;
  readonly url: string;
  readonly status: EndpointStatus;
  /** Why it gave no answer when it was last checked or asked; absent when it gave one. */
  readonly last_error?: string;
  readonly priority: number;
  readonly circuit_breaker: BreakerFigures;
}

/** One endpoint with all that is known of it. */
export interface EndpointRow {
  readonly head: EndpointHead;
  readonly state: EndpointState;
  readonly check: CheckRecord;
  readonly figures: Figures;
}

const LOW_RATE = 90;
const ENOUGH_REQUESTS = 10;

/** Every endpoint, in the order of the status pages: priority, healthy first, name, id. */
export function endpointRows(overview: Overview): readonly EndpointRow[] {
  const states = overview.fleet.endpoints;
  const ids = endpointIds(states.map((state) => state.endpoint));
  return states.map((state) => rowOf(overview, state, ids.get(state.endpoint.url) ?? '')).sort(inOrder);
}

/** More than ten requests, and fewer than nine of ten went well. */
export function hasLowRate(figures: Figures): boolean {
  return figures.total > ENOUGH_REQUESTS && figures.successRate < LOW_RATE;
}

/** The times of both pages, each only once it is known. */
export function checkTimes(check: CheckRecord): { health_check_at?: string; next_check_at?: string } {
  return {
    ...(check.lastCheckedAt > 0 && { health_check_at: formatTime(check.lastCheckedAt) }),
    ...(check.nextCheckAt > 0 && { next_check_at: formatTime(check.nextCheckAt) }),
  };
}

/** The latencies of both pages; the average only with traffic. */
export function latencies(figures: Figures): {
  min_latency_ms: number;
  max_latency_ms: number;
  avg_latency_ms?: number;
} {
  return {
    min_latency_ms: figures.minMs,
    max_latency_ms: figures.maxMs,
    ...(figures.total > 0 && { avg_latency_ms: figures.averageMs }),
  };
}

function rowOf(overview: Overview, state: EndpointState, id: string): EndpointRow {
  const { endpoint, status } = state;
  const { url, name, priority } = endpoint;
  const check = overview.checkOf(url);
  return {
    head: {
      id,
      name,
      ...typeOf(endpoint),
      url: publicUrl(url),
      status,
      ...(check.error !== undefined && { last_error: check.error }),
      priority,
      circuit_breaker: overview.breakerOf(url),
    },
    state,
    check,
    figures: overview.figuresOf(url),
  };
}

/** An endpoint without a configured type shows what it turned out to be beside it (decisions.md 13). */
function typeOf({ type, detected }: Endpoint): { type: string; detected_type?: string } {
  return detected ? { type, detected_type: detected } : { type };
}

function inOrder({ head: a }: EndpointRow, { head: b }: EndpointRow): number {
  return (
    b.priority - a.priority ||
    Number(b.status === 'healthy') - Number(a.status === 'healthy') ||
    compare(a.name, b.name) ||
    compare(a.id, b.id)
  );
}
