// A large fleet: where each endpoint is, and which models it lists.
import { MODELS } from './payloads.mjs';

/** How many models an endpoint lists, beside those that it alone brings into the count. */
const SHARED = 2;
/** So many endpoints have the model of the load. */
const BUSY = 10;

/**
 * Endpoints need hosts of their own, or they would share connections. Linux answers for all of 127.0.0.0/8;
 * elsewhere they are paths on one host.
 */
export function endpointUrl(index, port) {
  if (process.platform !== 'linux') return `http://127.0.0.1:${port}/e${index}`;
  return `http://127.0.${1 + Math.floor(index / 250)}.${1 + (index % 250)}:${port}`;
}

/** The endpoint that a request is for, and its path there. */
export function addressed(url, host = '') {
  const below = /^\/e(\d+)(\/.*)/.exec(url);
  if (below) return { index: Number(below[1]), path: below[2] };
  const [, , third, fourth] = host.split(/[.:]/).map(Number);
  return { index: (third - 1) * 250 + fourth - 1, path: url };
}

/** The models of one endpoint: its part of the `models` in all, and a few of its neighbour's. */
export function modelsOf(index, { endpoints, models }) {
  const own = Math.max(1, Math.floor(models / endpoints));
  const names = Array.from({ length: own + SHARED }, (_, at) => `model-${(index * own + at) % models}:7b`);
  return index < BUSY ? [...names, MODELS.unary] : names;
}

/** The configuration of Olla before this fleet. */
export function scaleConfig({ port, backend }, { endpoints, interval }) {
  return JSON.stringify({
    server: {
      host: '127.0.0.1',
      port,
      request_logging: false,
      rate_limits: { global_requests_per_minute: 0, per_ip_requests_per_minute: 0 },
    },
    proxy: { engine: 'olla', profile: 'auto', load_balancer: 'least-connections' },
    discovery: {
      type: 'static',
      static: { endpoints: Array.from({ length: endpoints }, (_, index) => endpoint(index, backend)) },
      model_discovery: { enabled: true, interval, timeout: '10s', concurrent_workers: 20 },
    },
    logging: { level: 'error', format: 'json', output: 'stdout' },
  });
}

const endpoint = (index, backend) => ({
  url: endpointUrl(index, backend),
  name: `endpoint-${index}`,
  type: 'openai-compatible',
  priority: 100,
  check_interval: '30s',
  check_timeout: '5s',
});
