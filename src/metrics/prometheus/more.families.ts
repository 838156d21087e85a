import type { EndpointState, EndpointStatus } from '../../core/endpoint.js';
import type { Result } from '../../core/outcome.js';
import type { TrafficFigures } from '../traffic/traffic.js';
import { counter, type Family, gauge, type Labels, sample, type Sample, states } from './family.js';
import type { Snapshot } from './snapshot.js';

/** What the original did not count (http-api.md §20.11). */
export function moreFamilies(snapshot: Snapshot): readonly Family[] {
  return [
    ...requestFamilies(snapshot),
    ...stateFamilies(snapshot),
    ...translatorFamilies(snapshot),
    ...stickyFamilies(snapshot),
    gauge('olla_queue_requests', 'Requests that wait in Olla', snapshot.queue.requests),
    gauge('olla_queue_bytes', 'Bytes of the requests that wait in Olla', snapshot.queue.bytes),
    gauge(
      'olla_config_generation',
      'Counts up with every configuration that came into force',
      snapshot.overview.config.generation.number,
    ),
    gauge(
      'olla_config_refused',
      'Whether the last configuration was refused: 1 until one is accepted',
      Number(snapshot.overview.config.lastError !== undefined),
    ),
  ];
}

const RESULTS: readonly Result[] = ['completed', 'failed', 'cancelled', 'refused'];
const STATUSES: readonly EndpointStatus[] = [
  'healthy',
  'busy',
  'warming',
  'offline',
  'unhealthy',
  'unknown',
  'config_error',
  'rate_limited',
];
const BREAKER = ['closed', 'half-open', 'open'];

function requestFamilies({ traffic, listed, callers }: Snapshot): Family[] {
  return [
    counter(
      'olla_outcomes_total',
      'Proxied requests by how they ended',
      RESULTS.map((result) => sample(traffic.results[result], { result })),
    ),
    counter('olla_tokens_total', 'Tokens that backends counted', tokens(traffic, {})),
    counter(
      'olla_model_tokens_total',
      'Tokens that backends counted for the model',
      [...listed].flatMap(([model, figures]) => tokens(figures, { model })),
    ),
    counter(
      'olla_caller_requests_total',
      'Requests of the caller',
      [...callers].map(([caller, { requests }]) => sample(requests, { caller })),
    ),
    counter(
      'olla_caller_tokens_total',
      'Tokens that backends counted for the caller',
      [...callers].flatMap(([caller, figures]) => tokens(figures, { caller })),
    ),
  ];
}

/** `cached` is a part of `input`, `reasoning` one of `output`. */
const tokens = ({ tokens: { input, output, cached, reasoning } }: TrafficFigures, labels: Labels): Sample[] =>
  Object.entries({ input, output, cached, reasoning }).map(([type, count]) =>
    sample(count, { ...labels, type }),
  );

function stateFamilies({ overview: { fleet, breakerOf } }: Snapshot): Family[] {
  const all = fleet.endpoints;
  const name = ({ endpoint }: EndpointState): Labels => ({ endpoint: endpoint.name });
  return [
    gauge(
      'olla_endpoint_state',
      'The state of the endpoint: 1 for the one that it is in',
      all.flatMap((state) => states(STATUSES, state.status, name(state), 'state')),
    ),
    gauge(
      'olla_endpoint_draining',
      'Whether the endpoint gets nothing new',
      all.map((state) => sample(Number(state.draining), name(state))),
    ),
    gauge(
      'olla_endpoint_breaker_state',
      'The state of the circuit breaker: 1 for the one that it is in',
      all.flatMap((state) => states(BREAKER, breakerOf(state.endpoint.url).state, name(state), 'state')),
    ),
    gauge(
      'olla_endpoint_breaker_failures',
      'Failures in a row',
      all.map((state) => sample(breakerOf(state.endpoint.url).failures, name(state))),
    ),
    gauge(
      'olla_endpoint_resident_models',
      'Models that the endpoint says it holds in memory, where it says so',
      all.flatMap((state) => {
        const residents = state.load.told?.residents;
        return residents ? [sample(residents.length, name(state))] : [];
      }),
    ),
  ];
}

function translatorFamilies({ translators }: Snapshot): Family[] {
  return [
    counter(
      'olla_translator_requests_total',
      'Requests that came in a dialect of their own, by how they were served',
      [...translators].flatMap(([translator, { passthrough, translation }]) => [
        sample(passthrough, { translator, mode: 'passthrough' }),
        sample(translation, { translator, mode: 'translation' }),
      ]),
    ),
    counter(
      'olla_translator_failures_total',
      'Those that failed',
      [...translators].map(([translator, { failed }]) => sample(failed, { translator })),
    ),
  ];
}

function stickyFamilies({ sticky }: Snapshot): Family[] {
  return [
    gauge('olla_sticky_sessions', 'Conversations that are kept on an endpoint', sticky.active),
    counter(
      'olla_sticky_lookups_total',
      'Requests of conversations, by whether an endpoint was remembered',
      sticky.enabled
        ? [sample(sticky.hits, { outcome: 'hit' }), sample(sticky.misses, { outcome: 'miss' })]
        : [],
    ),
    counter(
      'olla_sticky_evictions_total',
      'Conversations that were forgotten for others',
      sticky.evictions ?? 0,
    ),
  ];
}
