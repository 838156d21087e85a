import { Command, CommanderError } from 'commander';
import { BAD_COMMAND_LINE } from './exit-codes.js';

/** Runs a command with its arguments; a wrong command line is answered with the usage and exit code 2. */
export async function parseCommand(command: Command, args: readonly string[]): Promise<void> {
  for (const each of [command, ...command.commands]) each.exitOverride().showHelpAfterError();
  const program = new Command('olla').addCommand(command);
  try {
    await program.parseAsync([command.name(), ...args], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    process.exitCode = error.exitCode === 0 ? 0 : BAD_COMMAND_LINE;
  }
}
