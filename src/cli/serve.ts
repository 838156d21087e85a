import os from 'node:os';
import type { Environment } from '../config/index.js';
import type { Logger } from '../core/logger.js';
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
  const foundation = await prepare(config, env);
  if (!foundation) {
    process.exitCode = 1;
    return;
  }
  const { log } = foundation;
  leaver.log = log;
  try {
    const { startOlla } = await import('../app/index.js');
    const olla = await startOlla(foundation);
    leaver.stop = () => olla.stop();
    leaver.active = () => olla.active();
    leaver.onHangup = () => void olla.reload('signal');
    if (foundation.settings.format === 'text') {
      const { startupText } = await import('./startup-text.js');
      process.stdout.write(startupText(olla));
    }
  } catch (error) {
    log.error('Failed to start', { error: error instanceof Error ? error.message : String(error) });
    process.exit(1);
  }
}

/** The foundation, or undefined when the configuration is refused: the reasons stand on standard error then. */
async function prepare(file: string, env: Environment): Promise<Prepared | undefined> {
  const [{ buildFoundation }, { ConfigError }] = await Promise.all([
    import('../app/foundation/index.js'),
    import('../config/index.js'),
  ]);
  try {
    return await buildFoundation({ file, env, before: (log) => introduce(log, env) });
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`${error.report()}\n`);
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
