import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule } from '../app.module.js';
import { ConfigControl, type ReloadReport } from '../config/index.js';
import { blamed } from '../extensions/index.js';
import { NestLogger } from '../logging/index.js';
import { FleetStore } from '../registry/index.js';
import { nobodyAnswered } from './fleet-startup.js';
import type { Foundation } from './foundation/index.js';
import { letYoungGenerationGrow } from './heap.js';
import { httpAdapter } from './http-adapter.js';
import { listeningFacts, listenHost, publicUrl } from './listen-address.js';
import { OllaRuntime } from './runtime.js';
import { serviceFailure } from './service-failure.js';

/** A running Olla. */
export interface RunningOlla {
  readonly url: string;
  readonly port: number;
  readonly app: NestFastifyApplication;
  /** Requests under way. */
  active(): number;
  /** Takes the configuration file over as it is now. */
  reload(trigger: string): Promise<ReloadReport>;
  /** Drains and stops; safe to call twice. Resolves to the number of requests that had to be cut. */
  stop(): Promise<number>;
}

/**
 * Builds the application, meets the fleet, and only then opens the port (configuration.md §14).
 * @throws with the name of the extension where one of them is what does not start
 */
export async function startOlla(foundation: Foundation): Promise<RunningOlla> {
  try {
    return await start(foundation);
  } catch (error) {
    throw blamed(error, foundation.extensions);
  }
}

async function start(foundation: Foundation): Promise<RunningOlla> {
  const { config, log } = foundation;
  const { server } = config.current;
  const app = await NestFactory.create<NestFastifyApplication>(
    AppModule.forRoot(foundation),
    httpAdapter(server),
    { bodyParser: false, logger: new NestLogger(log), abortOnError: false },
  );
  const port = await listening(app, server.host, server.port);
  letYoungGenerationGrow();
  const url = publicUrl(server.host, port);
  log.info('HTTP server listening', listeningFacts(server, port));
  log.info('Olla started, waiting for requests...', { bind: `${server.host}:${port}`, url });
  const alone = nobodyAnswered(app.get(FleetStore), config.current.sourceFile);
  if (alone) log.warn(alone);
  const runtime = app.get(OllaRuntime);
  const stop = async (): Promise<number> => {
    const cut = await runtime.stop();
    await app.close();
    return cut;
  };
  return {
    url,
    port,
    app,
    active: () => runtime.active,
    reload: (trigger) => app.get(ConfigControl).reload(trigger),
    stop: once(stop),
  };
}

/** What has started by the time that something fails is stopped again. */
async function listening(app: NestFastifyApplication, host: string, port: number): Promise<number> {
  try {
    await app.init();
    return await listen(app, host, port).catch((error: unknown) => {
      throw serviceFailure('http', error);
    });
  } catch (error) {
    await app.close().catch(() => undefined);
    throw error;
  }
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

function once<T>(work: () => Promise<T>): () => Promise<T> {
  let result: Promise<T> | undefined;
  return () => (result ??= work());
}
