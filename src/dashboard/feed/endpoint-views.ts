import type { EndpointState } from '../../core/endpoint.js';
import type { Fleet } from '../../core/fleet.js';
import { believed } from '../../core/residency.js';
import { endpointIds, type Overview, publicUrl } from '../../metrics/index.js';
import type { EndpointFacts, EndpointNow, EndpointView } from '../wire.js';

/** So many models of an endpoint are named; the page of models names them all. */
const NAMED_MODELS = 24;
const NAMED_RESIDENTS = 24;

/** Every endpoint with all that is known of it, in configuration order. */
export function endpointViews(overview: Overview): readonly EndpointView[] {
  const ids = idsOf(overview.fleet);
  return overview.fleet.endpoints.map((state) => ({
    ...factsOf(state, ids.get(state.endpoint.url) ?? ''),
    ...nowOf(overview, state, ids.get(state.endpoint.url) ?? ''),
  }));
}

/** How every endpoint is at the moment. */
export function endpointsNow(overview: Overview): readonly EndpointNow[] {
  const ids = idsOf(overview.fleet);
  return overview.fleet.endpoints.map((state) => nowOf(overview, state, ids.get(state.endpoint.url) ?? ''));
}

function factsOf({ endpoint, models }: EndpointState, id: string): EndpointFacts {
  const { name, url, type, detected, priority, maxConcurrent } = endpoint;
  const names = models.map((model) => model.name).sort();
  return {
    id,
    name,
    url: publicUrl(url),
    type,
    ...(detected && { detected_type: detected }),
    priority,
    max_concurrent: maxConcurrent,
    model_count: models.length,
    models: names.slice(0, NAMED_MODELS),
  };
}

function nowOf(
  overview: Overview,
  { endpoint, status, draining, load }: EndpointState,
  id: string,
): EndpointNow {
  const { url, maxConcurrent } = endpoint;
  const check = overview.checkOf(url);
  const figures = overview.figuresOf(url);
  const breaker = overview.breakerOf(url);
  const told = believed(load, overview.now);
  const slots = told?.slots ?? (maxConcurrent || undefined);
  const residents = told?.residents?.slice(0, NAMED_RESIDENTS).map(({ name, state }) => ({ name, state }));
  return {
    id,
    status,
    draining,
    ...(check.error !== undefined && { error: check.error }),
    breaker: breaker.state,
    breaker_failures: breaker.failures,
    in_flight: load.inFlight,
    ...(slots !== undefined && { slots }),
    ...(told?.running !== undefined && { running: told.running }),
    ...(told?.waiting !== undefined && { waiting: told.waiting }),
    ...(residents && { loaded: residents }),
    checked_at: check.lastCheckedAt,
    probe_ms: Math.round(check.latencyMs),
    failures_in_row: check.consecutiveFailures,
    requests: figures.total,
    failed: figures.failed,
    bytes: figures.bytes,
    average_ms: figures.averageMs,
    last_used_at: Math.round(figures.lastUsedAt),
    ...(load.heldUntil > overview.now && { held_until: load.heldUntil }),
  };
}

/** The fleet stays what it is for many ticks. */
const known = new WeakMap<Fleet, ReadonlyMap<string, string>>();

function idsOf(fleet: Fleet): ReadonlyMap<string, string> {
  let ids = known.get(fleet);
  if (!ids) known.set(fleet, (ids = endpointIds(fleet.endpoints.map(({ endpoint }) => endpoint))));
  return ids;
}
