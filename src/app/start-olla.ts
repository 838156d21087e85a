import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule, type Foundation } from '../app.module.js';
import { endpointDefinitions } from '../config/index.js';
import type { AppLogger } from '../core/logger.js';
import { AllExceptionsFilter, Gate } from '../http/index.js';
import { NestLogger } from '../logging/index.js';
import { ProbeScheduler, Readiness } from '../health/index.js';
import { ActiveExchanges } from '../proxy/index.js';
import {
  FleetStore,
  LoadPoller,
  ModelDiscovery,
  ProfileCatalogue,
  StaleModels,
  SurfaceTable,
} from '../registry/index.js';
import { ClientAddresses, normaliseAddress, SizeLimits } from '../security/index.js';
import { meetTheFleet, nobodyAnswered } from './fleet-startup.js';
import { letYoungGenerationGrow } from './heap.js';
import { httpAdapter } from './http-adapter.js';
import { listeningFacts, listenHost, publicUrl } from './listen-address.js';
import { ownAnswers } from './own-answers.js';
import { drain } from './shutdown.js';

/** A running Olla. */
export interface RunningOlla {
  readonly url: string;
  readonly port: number;
  readonly app: NestFastifyApplication;
  /** Requests under way. */
  active(): number;
  /** Drains and stops; safe to call twice. Resolves to the number of requests that had to be cut. */
  stop(): Promise<number>;
}

/** Builds the application, meets the fleet, and only then opens the port (configuration.md §14). */
export async function startOlla(foundation: Foundation): Promise<RunningOlla> {
  const { config, log } = foundation;
  const { server } = config.current;
  const app = await NestFactory.create<NestFastifyApplication>(
    AppModule.forRoot(foundation),
    httpAdapter(server),
    { bodyParser: false, logger: new NestLogger(log), abortOnError: false },
  );
  edge(app, foundation);
  await app.init();
  const store = app.get(FleetStore);
  const { discovery: sources, modelFilter } = config.current;
  store.replaceEndpoints(
    endpointDefinitions(sources.static.endpoints, app.get(ProfileCatalogue), modelFilter),
  );
  const probes = app.get(ProbeScheduler);
  const discovery = app.get(ModelDiscovery);
  await meetTheFleet({ store, probes, discovery, log });
  app.get(StaleModels).start();
  app.get(LoadPoller).start();
  const port = await listen(app, server.host, server.port);
  letYoungGenerationGrow();
  const url = publicUrl(server.host, port);
  log.info('HTTP server listening', listeningFacts(server, port));
  log.info('Olla started, waiting for requests...', { bind: `${server.host}:${port}`, url });
  const alone = nobodyAnswered(store, config.current.sourceFile);
  if (alone) log.warn(alone);
  let stopping: Promise<number> | undefined;
  const stop = (): Promise<number> =>
    (stopping ??= shutDown(app, config.current.server.shutdownTimeout, log));
  return { url, port, app, active: () => app.get(ActiveExchanges).size, stop };
}

function edge(app: NestFastifyApplication, { config, log }: Foundation): void {
  const sizes = app.get(SizeLimits);
  const surfaces = app.get(SurfaceTable);
  const addresses = app.get(ClientAddresses);
  const listings = ownAnswers(app, config);
  const errorFormat = (): 'auto' | 'text' | 'json' => config.current.server.errorFormat;
  const gate = new Gate({
    surfaceOf: (path) => surfaces.lookup(path),
    addressOf: (peer, headers) => addresses.of(peer, headers),
    normalise: normaliseAddress,
    answer: (surface, question) => listings.answer(surface, question),
    checkSize: (request) => sizes.check(request),
    bodyLimit: () => sizes.body,
    bodyTooLarge: (request) => void sizes.refuseBody(request),
    errorFormat,
  });
  app.getHttpAdapter().getInstance().addHook('onRequest', gate.onRequest);
  app.useGlobalFilters(new AllExceptionsFilter(errorFormat, log));
}

async function listen(app: NestFastifyApplication, host: string, port: number): Promise<number> {
  const bind = listenHost(host);
  try {
    await app.listen(port, bind);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (bind !== '::' || (code !== 'EAFNOSUPPORT' && code !== 'EADDRNOTAVAIL'))
      throw bindError(host, port, error);
    await app.listen(port, '0.0.0.0');
  }
  const address = app.getHttpServer().address() as { port: number };
  return address.port;
}

const bindError = (host: string, port: number, cause: unknown): Error =>
  new Error(`failed to bind ${host}:${port}: ${(cause as Error).message}`, { cause });

async function shutDown(app: NestFastifyApplication, budgetMs: number, log: AppLogger): Promise<number> {
  app.get(Readiness).drain();
  const active = app.get(ActiveExchanges);
  const server = app.getHttpServer();
  const cut = await drain({ server, active: () => active.size, cutAll: () => active.cutAll() }, budgetMs);
  if (cut > 0) log.warn('Requests were cut at the end of the shutdown time', { requests: cut });
  await app.get(ProbeScheduler).stop();
  await app.get(ModelDiscovery).stop();
  app.get(StaleModels).stop();
  await app.get(LoadPoller).stop();
  await app.close();
  return cut;
}
