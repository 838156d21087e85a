import type { Environment } from '../config/index.js';
import { type ClassicFlags, parseClassicFlags, UsageError } from './classic-flags.js';
import { COMMANDS, type LazyCommand } from './commands.js';
import { BAD_COMMAND_LINE } from './exit-codes.js';
import { usage } from './usage.js';

/** `olla …`: runs what the command line asks for, and loads no more than that needs. */
export async function runProgram(args: readonly string[], env: Environment = process.env): Promise<void> {
  try {
    await dispatch(args, env);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(`${error.message}\n\n${usage()}\n`);
    process.exitCode = BAD_COMMAND_LINE;
  }
}

async function dispatch(args: readonly string[], env: Environment): Promise<void> {
  const flags = parseClassicFlags(args);
  const [word, ...more] = flags.rest;
  if (word === 'serve') {
    const before = args.slice(0, args.length - flags.rest.length);
    return classic(parseClassicFlags([...before, ...more]), env);
  }
  const asked = flags.help || flags.version || flags.validateConfig;
  if (word === 'help' && !asked) return help(more, env);
  const command = find(word);
  if (command && !asked) return command.run({ flags, args: more, env });
  if (!command && word !== undefined && word === args[0]) throw new UsageError(`unknown command: ${word}`);
  return classic(flags, env);
}

/** What the original's flags ask for; words that follow them are ignored, as there. */
async function classic(flags: ClassicFlags, env: Environment): Promise<void> {
  if (flags.help) {
    process.stderr.write(`${usage()}\n`);
  } else if (flags.version || env['OLLA_SHOW_VERSION'] === 'true') {
    const { versionText } = await import('./version-text.js');
    process.stdout.write(`${versionText()}\n`);
  } else if (flags.validateConfig) {
    const { validateOnly } = await import('./validate-only.js');
    validateOnly(flags, env);
  } else {
    const { serve } = await import('./serve.js');
    const profile = flags.profile || env['OLLA_ENABLE_PROFILER'] === 'true';
    await serve({ config: flags.config, profile, strict: flags.strict }, env);
  }
}

async function help([name]: readonly string[], env: Environment): Promise<void> {
  const command = find(name);
  if (command) return command.run({ flags: parseClassicFlags([]), args: ['--help'], env });
  process.stdout.write(`${usage()}\n`);
}

const find = (name: string | undefined): LazyCommand | undefined =>
  COMMANDS.find((command) => command.name === name);
