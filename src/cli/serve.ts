import os from 'node:os';
import { isatty } from 'node:tty';
import type { Foundation, FoundationOptions } from '../app/foundation/index.js';
import type { Environment } from '../config/index.js';
import type { Logger } from '../core/logger.js';
import { build } from '../core/version.js';
import type { NerdStats } from '../diagnostics/index.js';
import { Logging, wantsColour } from '../logging/index.js';
import { banner } from './banner.js';
import { compileTicks } from './compile-ticks.js';
import { FAILED } from './exit-codes.js';
import { inContainer } from './in-container.js';
import { Leaver } from './leaver.js';

export interface ServeOptions {
  /** The configuration file that the command line names, or nothing. */
  readonly config: string;
  /** Whether to open the diagnostics listener. */
  readonly profile: boolean;
  /** Whether unknown keys keep it from starting; the environment may say so too. */
  readonly strict: boolean;
}

/** `olla serve`: what happens without a command too (configuration.md §14). */
export async function serve({ config, profile, strict }: ServeOptions, env: Environment): Promise<void> {
  await compileTicks();
  const logging = new Logging(env, undefined, (format) => greet(format, env));
  const { log } = logging;
  process.once('exit', () => logging.flush());
  if (profile) await openDiagnostics();
  introduce(log, env);
  const leaver = new Leaver();
  leaver.log = log;
  leaver.close = () => logging.close();
  try {
    await run({ file: config, env, logging, ...(strict && { strict }) }, leaver);
  } catch (error) {
    await fail(logging, error);
  }
}

async function run(
  options: FoundationOptions & { readonly logging: Logging },
  leaver: Leaver,
): Promise<void> {
  const { logging } = options;
  const { buildFoundation } = await import('../app/foundation/index.js');
  const foundation = await buildFoundation(options);
  leaver.figures = await figuresOf(foundation);
  const { startOlla, watchListener } = await import('../app/index.js');
  const olla = await startOlla(foundation);
  const died = (error: Error): void => void leaver.listenerDied(error);
  const unwatch = watchListener(olla.app.getHttpServer(), logging.log, died);
  leaver.stop = () => {
    unwatch();
    return olla.stop();
  };
  leaver.active = () => olla.active();
  leaver.onHangup = () => void olla.reload('signal');
  if (logging.format === 'text') {
    const { startupText } = await import('./startup-text.js');
    logging.print(startupText(olla));
  }
}

/** One record, for people every problem of a configuration too, and the exit code of configuration.md §16. */
async function fail(logging: Logging, error: unknown): Promise<void> {
  const { ConfigError } = await import('../config/index.js');
  const refused = error instanceof ConfigError;
  const message = refused ? 'Failed to load configuration' : 'Failed to create and start service manager';
  logging.log.error(message, { error });
  await logging.close();
  if (refused) process.stderr.write(`${error.report()}\n`);
  process.exit(FAILED);
}

/** They cover the whole run when the configuration asks for them from the start. */
async function figuresOf({ config, log }: Foundation): Promise<() => Promise<void>> {
  const begin = async (): Promise<NerdStats> => new (await import('../diagnostics/index.js')).NerdStats();
  const wanted = (): boolean => config.current.engineering.showNerdstats;
  const stats = wanted() ? await begin() : undefined;
  return async () => {
    if (wanted()) (stats ?? (await begin())).report(log);
  };
}

/** JSON has nothing but records around it. */
function greet(format: 'json' | 'text', env: Environment): void {
  if (format === 'text') process.stderr.write(`${banner(wantsColour(env, isatty(1)))}\n`);
}

function introduce(log: Logger, env: Environment): void {
  log.info('Initialising', { version: build.version, pid: process.pid });
  log.info('System Configuration', {
    isContainerised: inContainer(env),
    numCPU: os.availableParallelism(),
    nodeVersion: process.version,
  });
}

/** A listener that does not open keeps nobody from starting. */
async function openDiagnostics(): Promise<void> {
  const { openDiagnostics } = await import('../diagnostics/index.js');
  try {
    const { url } = await openDiagnostics();
    process.stderr.write(`Profiling server started at ${url}\n`);
  } catch (error) {
    process.stderr.write(`Profiling server did not start: ${(error as Error).message}\n`);
  }
}
