import { build } from '../../core/version.js';
import type { Overview } from '../overview.service.js';
import type { ModelFigures, ModelOnEndpoint } from '../traffic/model-traffic.js';
import { systemStatus } from '../system-status.js';
import { counter, type Family, gauge, sample, type Sample } from './family.js';
import type { Snapshot } from './snapshot.js';

/** The series of the original, name by name (http-api.md §15). */
export function originalFamilies(snapshot: Snapshot): readonly Family[] {
  return [
    ...systemFamilies(snapshot.overview),
    ...endpointFamilies(snapshot.overview),
    ...summaryFamilies(snapshot),
    ...modelFamilies(snapshot),
    ...modelEndpointFamilies(snapshot),
  ];
}

const STATUS = { healthy: 2, degraded: 1, critical: 0 } as const;
const MANY_VIOLATIONS = 100;
const MANY_BLOCKED = 10;
const ACTIVE_MS = 60 * 60_000;

function systemFamilies({ proxy, fleet, totals, violations, startedAt, now }: Overview): Family[] {
  const { engine, profile, loadBalancer: balancer } = proxy;
  const { version, commit } = build;
  const states = fleet.endpoints;
  const healthy = states.filter(({ status }) => status === 'healthy').length;
  const all = violations.rateLimits + violations.sizeLimits;
  const elevated = all > MANY_VIOLATIONS || violations.blockedClients > MANY_BLOCKED;
  const underWay = states.reduce((sum, { load }) => sum + load.inFlight, 0);
  return [
    gauge('olla_info', 'What runs', [sample(1, { version, commit, engine, profile, balancer })]),
    gauge(
      'olla_system_status',
      'How the whole is doing: 2 healthy, 1 degraded, 0 critical',
      STATUS[systemStatus(healthy, states.length, totals)],
    ),
    gauge('olla_endpoints_total', 'Endpoints', states.length),
    gauge('olla_endpoints_healthy', 'Endpoints that are healthy', healthy),
    gauge('olla_success_rate_percent', 'Attempts that went well, in percent', totals.successRate),
    gauge('olla_avg_latency_ms', 'Average time of successful attempts', totals.averageMs),
    gauge('olla_total_traffic_bytes', 'Body bytes relayed', totals.bytes),
    gauge('olla_uptime_seconds', 'Time since the start', Math.floor((now - startedAt) / 1_000)),
    gauge('olla_active_connections', 'Attempts under way', underWay),
    counter('olla_requests_total', 'Attempts to serve a request, successful or not', totals.total),
    counter('olla_failures_total', 'Failed attempts', totals.failed),
    counter('olla_security_violations_total', 'Requests over a limit', all),
    counter(
      'olla_security_rate_limit_violations_total',
      'Requests over a limit of their number',
      violations.rateLimits,
    ),
    counter(
      'olla_security_size_limit_violations_total',
      'Requests over a limit of their size',
      violations.sizeLimits,
    ),
    gauge('olla_security_blocked_ips', 'Addresses that were over a limit lately', violations.blockedClients),
    gauge('olla_security_status', 'Whether violations are few: 1 normal, 0 elevated', elevated ? 0 : 1),
  ];
}

function endpointFamilies({ fleet, figuresOf }: Overview): Family[] {
  const each = (of: (state: Overview['fleet']['endpoints'][number]) => number): Sample[] =>
    fleet.endpoints.map((state) => sample(of(state), { endpoint: state.endpoint.name }));
  const figures = (url: string) => figuresOf(url);
  return [
    gauge(
      'olla_endpoint_up',
      'Whether the endpoint is healthy',
      each(({ status }) => Number(status === 'healthy')),
    ),
    counter(
      'olla_endpoint_requests_total',
      'Attempts on the endpoint',
      each((s) => figures(s.endpoint.url).total),
    ),
    counter(
      'olla_endpoint_traffic_bytes',
      'Body bytes relayed from the endpoint',
      each((s) => figures(s.endpoint.url).bytes),
    ),
    gauge(
      'olla_endpoint_connections',
      'Attempts under way on the endpoint',
      each(({ load }) => load.inFlight),
    ),
    gauge(
      'olla_endpoint_success_rate_percent',
      'Attempts on the endpoint that went well, in percent',
      each((s) => figures(s.endpoint.url).successRate),
    ),
    gauge(
      'olla_endpoint_avg_latency_ms',
      'Average time of successful attempts on the endpoint',
      each((s) => figures(s.endpoint.url).averageMs),
    ),
    gauge(
      'olla_endpoint_priority',
      'Priority of the endpoint',
      each(({ endpoint }) => endpoint.priority),
    ),
    gauge(
      'olla_endpoint_models_count',
      'Models that the endpoint lists',
      each(({ models }) => models.length),
    ),
  ];
}

function summaryFamilies({ models, overview: { now } }: Snapshot): Family[] {
  const figures = [...models.values()];
  const sum = (of: (figures: ModelFigures) => number): number =>
    figures.reduce((total, each) => total + of(each), 0);
  const total = sum(({ attempts }) => attempts.total);
  const rate = total === 0 ? 0 : (sum(({ attempts }) => attempts.successful) / total) * 100;
  const active = figures.filter(({ attempts }) => now - attempts.lastUsedAt < ACTIVE_MS).length;
  return [
    gauge('olla_models_total', 'Models that were asked for', figures.length),
    gauge('olla_models_active', 'Models that were asked for in the last hour', active),
    counter('olla_models_requests_total', 'Attempts for a model', total),
    counter(
      'olla_models_traffic_bytes',
      'Body bytes relayed for models',
      sum(({ attempts }) => attempts.bytes),
    ),
    gauge('olla_models_success_rate_percent', 'Attempts for a model that went well, in percent', rate),
  ];
}

function modelFamilies({ listed }: Snapshot): Family[] {
  const each = (of: (figures: ModelFigures) => number): Sample[] =>
    [...listed].map(([model, figures]) => sample(of(figures), { model }));
  return [
    counter(
      'olla_model_requests_total',
      'Attempts for the model',
      each(({ attempts }) => attempts.total),
    ),
    counter(
      'olla_model_successful_requests_total',
      'Attempts for the model that went well',
      each(({ attempts }) => attempts.successful),
    ),
    counter(
      'olla_model_failed_requests_total',
      'Attempts for the model that failed',
      each(({ attempts }) => attempts.failed),
    ),
    counter(
      'olla_model_traffic_bytes',
      'Body bytes relayed for the model',
      each(({ attempts }) => attempts.bytes),
    ),
    gauge(
      'olla_model_success_rate_percent',
      'Attempts for the model that went well, in percent',
      each(({ attempts }) => attempts.successRate),
    ),
    gauge(
      'olla_model_avg_latency_ms',
      'Average time of successful attempts for the model',
      each(({ attempts }) => attempts.averageMs),
    ),
    gauge(
      'olla_model_p95_latency_ms',
      'Time that 95 of 100 successful attempts for the model do not exceed',
      each(({ latencyMs }) => latencyMs.percentile(95)),
    ),
    gauge(
      'olla_model_p99_latency_ms',
      'Time that 99 of 100 successful attempts for the model do not exceed',
      each(({ latencyMs }) => latencyMs.percentile(99)),
    ),
    gauge(
      'olla_model_unique_clients',
      'Addresses that asked for the model, up to a thousand',
      each(({ uniqueClients }) => uniqueClients),
    ),
    counter(
      'olla_model_routing_hits_total',
      'Requests that the first endpoint served',
      each(({ routing }) => routing.hits),
    ),
    counter(
      'olla_model_routing_misses_total',
      'Requests that took more than one endpoint',
      each(({ routing }) => routing.misses),
    ),
    counter(
      'olla_model_routing_fallbacks_total',
      'Requests that went where nobody lists the model',
      each(({ routing }) => routing.fallbacks),
    ),
  ];
}

function modelEndpointFamilies({ listed, overview: { fleet } }: Snapshot): Family[] {
  const each = (of: (figures: ModelOnEndpoint) => number): Sample[] =>
    [...listed].flatMap(([model, { endpoints }]) =>
      [...endpoints].flatMap(([url, figures]) => {
        const name = fleet.byUrl.get(url)?.endpoint.name;
        return name === undefined ? [] : [sample(of(figures), { model, endpoint: name })];
      }),
    );
  return [
    counter(
      'olla_model_endpoint_requests_total',
      'Attempts for the model on the endpoint',
      each(({ total }) => total),
    ),
    gauge(
      'olla_model_endpoint_success_rate_percent',
      'Attempts for the model on the endpoint that went well, in percent',
      each(({ successRate }) => successRate),
    ),
    gauge(
      'olla_model_endpoint_avg_latency_ms',
      'Average time of successful attempts for the model on the endpoint',
      each(({ averageMs }) => averageMs),
    ),
    gauge(
      'olla_model_endpoint_consecutive_errors',
      'Failures since the model last went well on the endpoint',
      each(({ consecutiveErrors }) => consecutiveErrors),
    ),
  ];
}
