import { isRoutable } from '../core/endpoint.js';
import type { Logger } from '../core/logger.js';
import type { ProbeScheduler } from '../health/index.js';
import { publicUrl } from '../metrics/index.js';
import type { FleetStore, ModelDiscovery } from '../registry/index.js';

export interface FleetParts {
  readonly store: FleetStore;
  readonly probes: ProbeScheduler;
  readonly discovery: ModelDiscovery;
  readonly log: Logger;
  /** How endpoints are found: `discovery.type`. */
  readonly type: string;
}

/** Finds out what is there before the port opens: one round of probes, then one of model lists (§7). */
export async function meetTheFleet({ store, probes, discovery, log, type }: FleetParts): Promise<void> {
  probes.start();
  try {
    await probes.runInitial();
  } catch (error) {
    log.warn('Failed to force initial health check', { error: String(error) });
  }
  await recognise({ store, probes, discovery });
  for (const { endpoint, status } of store.fleet.endpoints) {
    const { name, url, priority } = endpoint;
    log.info('Endpoint registered', { name, url: publicUrl(url), priority, status });
  }
  probes.onRecovered(async ({ endpoint }) => {
    await rediscover(discovery, endpoint.url, endpoint.name, log);
  });
  discovery.start();
  try {
    await discovery.runAll();
  } catch (error) {
    log.warn('Initial model discovery failed', { error: String(error) });
  }
  log.info('Discovery service initialised', { type, endpoints: store.fleet.endpoints.length });
}

/** An endpoint without a type is probed at `/` until it is known where its kind of server says how it is. */
async function recognise({ store, probes, discovery }: Omit<FleetParts, 'log' | 'type'>): Promise<void> {
  await discovery.detectAll();
  const found = store.fleet.endpoints.filter(
    ({ endpoint, status }) => endpoint.detected !== '' && !isRoutable(status),
  );
  await Promise.all(found.map(({ endpoint }) => probes.probeNow(endpoint.url)));
}

async function rediscover(discovery: ModelDiscovery, url: string, name: string, log: Logger): Promise<void> {
  log.info('Triggering model discovery for recovered endpoint', { endpoint: name });
  try {
    await discovery.discover(url, { redetect: true });
    log.info('Successfully refreshed models for recovered endpoint', { endpoint: name });
  } catch (error) {
    log.warn('Failed to discover models for recovered endpoint', { endpoint: name, error: String(error) });
  }
}

/** What to say when nobody answered; undefined when somebody did. */
export function nobodyAnswered(store: FleetStore, configFile: string): string | undefined {
  const { endpoints } = store.fleet;
  if (endpoints.some(({ status }) => isRoutable(status))) return undefined;
  const looked = endpoints.map(
    ({ endpoint: { name, url, type } }) => `  - ${name}: ${publicUrl(url)} (${type})`,
  );
  const what = endpoints.length === 0 ? 'No endpoint is configured.' : 'No backend has answered yet.';
  const from = configFile
    ? `from ${configFile}`
    : 'the built-in defaults, since there is no configuration file';
  return [
    `${what}${looked.length > 0 ? ` Looked for (${from}):` : ''}`,
    ...looked,
    'How to go on:',
    '  - start one of them: Olla keeps looking and takes it in within a second or two;',
    '  - or name your own under discovery.static.endpoints in config.yaml and start with: olla -c config.yaml;',
    '  - or see it work without any backend: olla demo',
  ].join('\n');
}
