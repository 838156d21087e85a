import { Command } from 'commander';
import type { Environment } from '../config/index.js';
import { ownUrl } from './own-url.js';

const LIMIT_MS = 3_000;

interface Options {
  readonly config?: string;
  readonly url?: string;
  readonly ready?: true;
}

/** `olla healthcheck`: asks a running Olla whether it lives; for container health checks. */
export function healthcheckCommand(env: Environment): Command {
  return new Command('healthcheck')
    .description('ask a running Olla whether it lives (exit code 0 or 1)')
    .option('-c, --config <file>', 'configuration file, to find host and port')
    .option('--url <url>', 'address to ask instead')
    .option('--ready', 'ask whether it can serve rather than whether it lives')
    .action(async ({ config = '', url, ready }: Options) => {
      const at = url?.replace(/\/+$/, '') ?? (await ownUrl(config, env));
      process.exitCode = await ask(`${at}/internal/health${ready ? '/ready' : ''}`);
    });
}

async function ask(url: string): Promise<number> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(LIMIT_MS) });
    process.stdout.write(`${answer.status} ${await answer.text()}\n`);
    return answer.ok ? 0 : 1;
  } catch (error) {
    const { message, cause } = error as Error & { cause?: NodeJS.ErrnoException };
    process.stdout.write(`${url} does not answer: ${cause?.code ?? message}\n`);
    return 1;
  }
}
