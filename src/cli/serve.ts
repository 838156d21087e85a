import os from 'node:os';
import type { Environment } from '../config/index.js';
import type { Logger } from '../core/logger.js';
import type { Logging } from '../logging/index.js';
import { build } from '../core/version.js';
import { banner } from './banner.js';
import { inContainer } from './in-container.js';
import { Leaver } from './leaver.js';
import type { Prepared } from '../app/foundation/index.js';

export interface ServeOptions {
  /** The configuration file that the command line names, or nothing. */
  readonly config: string;
  /** Whether to open the diagnostics listener. */
  readonly profile: boolean;
}

/** `olla serve`: what happens without a command too (configuration.md §14). */
export async function serve({ config, profile }: ServeOptions, env: Environment): Promise<void> {
  process.stderr.write(`${banner()}\n`);
  const leaver = new Leaver();
  if (profile) await openDiagnostics();
  const { Logging } = await import('../logging/index.js');
  const logging = new Logging(env);
  leaver.log = logging.log;
  introduce(logging.log, env);
  const foundation = await prepare(config, env, logging);
  if (!foundation) {
    await logging.close();
    process.exitCode = 1;
    return;
  }
  const { log } = logging;
  leaver.close = () => logging.close();
  try {
    const { startOlla } = await import('../app/index.js');
    const olla = await startOlla(foundation);
    leaver.stop = () => olla.stop();
    leaver.active = () => olla.active();
    leaver.onHangup = () => void olla.reload('signal');
    if (logging.format === 'text') {
      const { startupText } = await import('./startup-text.js');
      process.stdout.write(startupText(olla));
    }
  } catch (error) {
    log.error('Failed to start', { error: error instanceof Error ? error.message : String(error) });
    await logging.close();
    process.exit(1);
  }
}

/** The foundation, or undefined when the configuration is refused: the reasons stand on standard error then. */
async function prepare(file: string, env: Environment, logging: Logging): Promise<Prepared | undefined> {
  const [{ buildFoundation }, { ConfigError }, { ExtensionError }] = await Promise.all([
    import('../app/foundation/index.js'),
    import('../config/index.js'),
    import('../extensions/index.js'),
  ]);
  try {
    return await buildFoundation({ file, env, logging });
  } catch (error) {
    if (error instanceof ConfigError) process.stderr.write(`${error.report()}\n`);
    else if (error instanceof ExtensionError) process.stderr.write(`${error.message}\n`);
    else throw error;
    return undefined;
  }
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
