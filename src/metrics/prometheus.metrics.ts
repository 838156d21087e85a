/** Every metric of ours by name. Labels come from the configuration or from a fixed list. */
import { Counter, Gauge, type Metric, register } from 'prom-client';
import { type Result } from '../core/outcome.js';
import type { Overview } from './overview.service.js';

const RESULTS: readonly Result[] = ['completed', 'failed', 'cancelled', 'refused'];
type PerEndpoint = (url: string, overview: Overview) => number;

/** Counts an outcome. */
export type CountOutcome = (result: Result) => void;

/**
 * Registers the metrics. All but one are read when they are asked for, so that they agree with the status
 * page. Those of an application that ran before in this process are replaced.
 */
export function registerMetrics(take: () => Overview): CountOutcome {
  counter(
    'olla_requests_total',
    'Attempts to serve a request, successful or not',
    ({ totals }) => totals.total,
    take,
  );
  counter('olla_failures_total', 'Failed attempts', ({ totals }) => totals.failed, take);
  endpointGauge('olla_endpoint_up', 'Whether the endpoint is healthy', up, take);
  endpointGauge('olla_endpoint_connections', 'Attempts under way', inFlight, take);
  endpointCounter('olla_endpoint_requests_total', 'Attempts on the endpoint', requests, take);
  endpointCounter('olla_endpoint_traffic_bytes', 'Body bytes relayed from the endpoint', traffic, take);
  return outcomes();
}

const up: PerEndpoint = (url, { fleet }) => Number(fleet.byUrl.get(url)?.status === 'healthy');
const inFlight: PerEndpoint = (url, { fleet }) => fleet.byUrl.get(url)?.load.inFlight ?? 0;
const requests: PerEndpoint = (url, overview) => overview.figuresOf(url).total;
const traffic: PerEndpoint = (url, overview) => overview.figuresOf(url).bytes;

function outcomes(): CountOutcome {
  const metric = fresh('olla_outcomes_total', (name) => {
    return new Counter({ name, help: 'Proxied requests by how they ended', labelNames: ['result'] });
  });
  const bound = Object.fromEntries(RESULTS.map((result) => [result, metric.labels(result)]));
  for (const result of RESULTS) bound[result]!.inc(0);
  return (result) => bound[result]!.inc();
}

function counter(
  name: string,
  help: string,
  value: (overview: Overview) => number,
  take: () => Overview,
): void {
  fresh(name, () => {
    return new Counter({
      name,
      help,
      collect() {
        this.reset();
        this.inc(value(take()));
      },
    });
  });
}

function endpointCounter(name: string, help: string, value: PerEndpoint, take: () => Overview): void {
  fresh(name, () => {
    return new Counter({
      name,
      help,
      labelNames: ['endpoint'],
      collect() {
        this.reset();
        const overview = take();
        for (const { endpoint } of overview.fleet.endpoints) {
          this.inc({ endpoint: endpoint.name }, value(endpoint.url, overview));
        }
      },
    });
  });
}

function endpointGauge(name: string, help: string, value: PerEndpoint, take: () => Overview): void {
  fresh(name, () => {
    return new Gauge({
      name,
      help,
      labelNames: ['endpoint'],
      collect() {
        this.reset();
        const overview = take();
        for (const { endpoint } of overview.fleet.endpoints) {
          this.set({ endpoint: endpoint.name }, value(endpoint.url, overview));
        }
      },
    });
  });
}

function fresh<T extends Metric>(name: string, create: (name: string) => T): T {
  register.removeSingleMetric(name);
  return create(name);
}
