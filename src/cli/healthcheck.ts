import { Command } from 'commander';
import { loadConfig } from '../config/index.js';
import { publicUrl } from '../app/listen-address.js';
import { knownNames } from './known-names.js';

const LIMIT_MS = 3_000;

/** `olla healthcheck`: asks a running Olla whether it lives; for container health checks. */
export function healthcheckCommand(): Command {
  return new Command('healthcheck')
    .description('ask a running Olla whether it lives (exit code 0 or 1)')
    .option('-c, --config <file>', 'configuration file, to find host and port')
    .option('--url <url>', 'address to ask instead')
    .option('--ready', 'ask whether it can serve rather than whether it lives')
    .action(async (options: { config?: string; url?: string; ready?: boolean }) => {
      const url = `${options.url ?? configuredUrl(options.config)}/internal/health${options.ready ? '/ready' : ''}`;
      process.exitCode = await ask(url);
    });
}

function configuredUrl(file: string | undefined): string {
  const { config } = loadConfig({ file, cwd: process.cwd(), env: process.env, known: knownNames() });
  const { host, port } = config.server;
  return publicUrl(host === 'localhost' ? '127.0.0.1' : host, port);
}

async function ask(url: string): Promise<number> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(LIMIT_MS) });
    process.stdout.write(`${answer.status} ${await answer.text()}\n`);
    return answer.ok ? 0 : 1;
  } catch (error) {
    process.stdout.write(`${url} does not answer: ${(error as Error).message}\n`);
    return 1;
  }
}
