// What it costs to find the endpoints for a model, in fleets of growing size: node scale-candidates.mjs
// Asks the very services of a running Olla, without HTTP, and prints one line of JSON.
import net from 'node:net';
import 'reflect-metadata';
import { startOlla } from '../../dist/app/index.js';
import { buildFoundation } from '../../dist/app/foundation/index.js';
import { endpointDefinitions, parseConfig } from '../../dist/config/index.js';
import { FleetStore, ProfileCatalogue, RegistryService, SurfaceTable } from '../../dist/registry/index.js';
import { CHAT_PATH } from './payloads.mjs';
import { median } from './percentiles.mjs';
import { modelsOf, scaleConfig } from './scale-fleet.mjs';

const SIZES = [10, 100, 1_000, 10_000];
const MODELS_EACH = 10;
const MEASURE_MS = 400;
const CHANGES = 60;

const healthy = {
  status: 'healthy',
  cause: 'probe',
  check: {
    lastCheckedAt: 1,
    nextCheckAt: 0,
    latencyMs: 1,
    consecutiveFailures: 0,
    backoffMultiplier: 1,
    rateLimitedUntil: 0,
  },
};

const now = () => Number(process.hrtime.bigint()) / 1_000;

function freePort() {
  return new Promise((resolve) => {
    const server = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** Fills the store with so many models on a tenth as many endpoints. */
function fill({ store, profiles }, models) {
  const fleet = { endpoints: models / MODELS_EACH, models };
  const text = scaleConfig({ port: 1, backend: 1 }, { ...fleet, interval: '1h' });
  const { config } = parseConfig(text, { env: {} });
  store.replaceEndpoints(endpointDefinitions(config.discovery.static.endpoints, profiles));
  store.fleet.endpoints.forEach(({ endpoint: { url } }, index) => {
    store.report(url, healthy);
    store.setModels(
      url,
      modelsOf(index, fleet).map((name) => ({ name })),
    );
  });
  return fleet;
}

/** Microseconds of one call, for answers that are worked out already. */
function remembered(service, exchanges) {
  for (const exchange of exchanges) service.candidatesFor(exchange);
  let calls = 0;
  const from = now();
  let to = from;
  while (to - from < MEASURE_MS * 1_000) {
    for (let i = 0; i < 1_000; i++) service.candidatesFor(exchanges[calls++ % exchanges.length]);
    to = now();
  }
  return (to - from) / calls;
}

/** One endpoint's list changes, then somebody asks for the first time, then for every other model. */
function afterChanges({ store, service }, exchanges, fleet) {
  const figures = { change: [], first: [], next: [] };
  for (let turn = 0; turn < CHANGES; turn++) {
    const index = turn % fleet.endpoints;
    const { url } = store.fleet.endpoints[index].endpoint;
    const models = [...modelsOf(index, fleet), `turn-${turn}`].map((name) => ({ name }));
    const start = now();
    store.setModels(url, models);
    const changed = now();
    service.candidatesFor(exchanges[0]);
    const asked = now();
    for (let i = 1; i < exchanges.length; i++) service.candidatesFor(exchanges[i]);
    figures.change.push(changed - start);
    figures.first.push(asked - changed);
    figures.next.push((now() - asked) / (exchanges.length - 1));
  }
  return Object.fromEntries(Object.entries(figures).map(([key, values]) => [key, median(values)]));
}

const port = await freePort();
const empty = JSON.parse(scaleConfig({ port, backend: 1 }, { endpoints: 0, interval: '1h' }));
const olla = await startOlla(await buildFoundation({ text: JSON.stringify(empty), env: {} }));
const parts = {
  store: olla.app.get(FleetStore),
  service: olla.app.get(RegistryService),
  profiles: olla.app.get(ProfileCatalogue),
};
const { prefix, scope } = olla.app.get(SurfaceTable).lookup(CHAT_PATH);
const path = CHAT_PATH.slice(prefix.length);

// The first pass only warms up.
const passes = [1, 2].map(() =>
  SIZES.map((models) => {
    const fleet = fill(parts, models);
    const exchanges = Array.from({ length: models }, (_, at) => ({
      model: `model-${at}:7b`,
      path,
      scope,
      needs: [],
    }));
    const wrong = exchanges.filter((exchange) => parts.service.candidatesFor(exchange).total === 0).length;
    const known = remembered(parts.service, exchanges);
    return { models, endpoints: fleet.endpoints, wrong, known, ...afterChanges(parts, exchanges, fleet) };
  }),
);
process.stdout.write(`${JSON.stringify(passes[1])}\n`);
await olla.stop();
process.exit();
