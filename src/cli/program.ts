import { Command, CommanderError } from 'commander';
import { startOlla } from '../app/start-olla.js';
import { normaliseFlags } from './classic-flags.js';
import { demoCommand } from './demo.js';
import { healthcheckCommand } from './healthcheck.js';
import { serveCommand } from './serve.js';
import { foundationFromText } from './foundation.js';
import { simulateCommand } from './simulate.js';
import { validateOnly } from './validate-only.js';
import { versionText } from './version-text.js';

/** A wrong command line ends with this, as the original's does (configuration.md §16). */
const BAD_COMMAND_LINE = 2;

/** `olla …`: runs what the command line asks for. */
export async function runProgram(args: readonly string[]): Promise<void> {
  const program = new Command('olla')
    .description('Proxy and load balancer for machines that run language models')
    .option('--version', 'print version and build, then exit')
    .option('--validate-config', 'check the configuration files, then exit')
    .addCommand(serveCommand(), { isDefault: true })
    .addCommand(simulateCommand())
    .addCommand(demoCommand({ startOlla: async (text) => startOlla(foundationFromText(text)) }))
    .addCommand(healthcheckCommand())
    .addCommand(new Command('version').description('print version and build').action(printVersion))
    .exitOverride();
  for (const command of program.commands) command.exitOverride();
  try {
    const flags = normaliseFlags(args);
    if (flags.version) return printVersion();
    if (flags.validateConfig) return validateOnly(flags.config);
    await program.parseAsync(flags.rest, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    process.exitCode = error.exitCode === 0 ? 0 : BAD_COMMAND_LINE;
  }
}

function printVersion(): void {
  process.stderr.write(`${versionText()}\n`);
}
