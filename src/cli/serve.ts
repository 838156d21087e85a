import { Command } from 'commander';
import { startOlla } from '../app/start-olla.js';
import type { Foundation } from '../app.module.js';
import { ConfigError } from '../config/index.js';
import { foundationFromFile } from './foundation.js';
import { banner } from './version-text.js';

/** `olla serve`: what happens without a command too. */
export function serveCommand(): Command {
  return new Command('serve')
    .description('run the proxy (default)')
    .option('-c, --config <file>', 'configuration file')
    .option('--profile', 'open the diagnostics listener on localhost:19841')
    .action(({ config }: { config?: string }) => serve(config));
}

async function serve(file: string | undefined): Promise<void> {
  process.stderr.write(`${banner()}\n`);
  const foundation = load(file);
  if (!foundation) return;
  const { log } = foundation;
  log.info('Initialising', { pid: process.pid, node: process.version });
  const starting = startOlla(foundation);
  const leave = leaver(async () => (await starting).stop(), log);
  try {
    await starting;
  } catch (error) {
    log.error('Failed to start', { error: error instanceof Error ? error.message : String(error) });
    process.exit(1);
  }
  void leave;
}

function load(file: string | undefined): Foundation | undefined {
  try {
    return foundationFromFile(file);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`${error.report()}\n`);
    process.exitCode = 1;
    return undefined;
  }
}

/** The first SIGINT or SIGTERM drains and ends with 0; a second one ends at once. SIGHUP harms nobody. */
function leaver(stop: () => Promise<number>, log: Foundation['log']): void {
  let leaving = false;
  const leave = (signal: NodeJS.Signals): void => {
    if (leaving) process.exit(1);
    leaving = true;
    log.info('Shutdown signal received', { signal: signal === 'SIGINT' ? 'interrupt' : 'terminated' });
    stop().then(
      () => {
        log.info('Olla has shutdown', { uptime_s: Math.round(process.uptime()) });
        process.exit(0);
      },
      (error: unknown) => {
        log.error('Stopping went wrong', { error: String(error) });
        process.exit(0);
      },
    );
  };
  process.on('SIGINT', leave);
  process.on('SIGTERM', leave);
  process.on('SIGHUP', () => log.warn('SIGHUP: this configuration is kept, reload is not available'));
}
