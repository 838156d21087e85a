import type { Command } from 'commander';
import type { Environment } from '../config/index.js';
import type { ClassicFlags } from './classic-flags.js';

/** What a command is run with. */
export interface Invocation {
  /** The flags that stand before its name. */
  readonly flags: ClassicFlags;
  /** What follows its name. */
  readonly args: readonly string[];
  readonly env: Environment;
}

/** A command of which only the name is known until it runs: its code is loaded then. */
export interface LazyCommand {
  readonly name: string;
  readonly description: string;
  run(invocation: Invocation): Promise<void>;
}

const simulate: LazyCommand = {
  name: 'simulate',
  description: 'run a simulated inference server',
  run: async ({ args }) => {
    const { simulateCommand } = await import('./simulate.js');
    await parse(simulateCommand(), args);
  },
};

const demo: LazyCommand = {
  name: 'demo',
  description: 'run Olla in front of three simulated servers',
  run: async ({ args, env }) => {
    const { demoCommand } = await import('./demo.js');
    const startOlla = async (text: string) => {
      const [{ buildFoundation }, { startOlla }] = await Promise.all([
        import('../app/foundation/index.js'),
        import('../app/index.js'),
      ]);
      return startOlla(await buildFoundation({ text, env }));
    };
    await parse(demoCommand({ startOlla }), args);
  },
};

const healthcheck: LazyCommand = {
  name: 'healthcheck',
  description: 'ask a running Olla whether it lives (exit code 0 or 1)',
  run: async ({ flags: { config }, args, env }) => {
    const { healthcheckCommand } = await import('./healthcheck.js');
    await parse(healthcheckCommand(env), [...(config ? ['--config', config] : []), ...args]);
  },
};

const top: LazyCommand = {
  name: 'top',
  description: 'show the fleet and its traffic of a running Olla, live',
  run: async ({ flags: { config }, args, env }) => {
    const { topCommand } = await import('./top/top.js');
    await parse(topCommand(env), [...(config ? ['--config', config] : []), ...args]);
  },
};

const validate: LazyCommand = {
  name: 'validate',
  description: 'check configuration, profiles, model rules and extensions',
  run: async ({ flags: { config, strict }, args, env }) => {
    const { validateCommand } = await import('./config/validate.command.js');
    const flags = [...(config ? ['--config', config] : []), ...(strict ? ['--strict'] : [])];
    await parse(validateCommand(env), [...flags, ...args]);
  },
};

const config: LazyCommand = {
  name: 'config',
  description: 'print the configuration that is in force, or a JSON Schema for editors',
  run: async ({ flags, args, env }) => {
    const { configCommand } = await import('./config/config.command.js');
    const [word, ...more] = args;
    const file = flags.config && word === 'print' ? ['--config', flags.config] : [];
    await parse(configCommand(env), [...(word === undefined ? ['--help'] : [word]), ...file, ...more]);
  },
};

const key: LazyCommand = {
  name: 'key',
  description: 'make an API key and its hash',
  run: async ({ args }) => {
    const { keyCommand } = await import('./key.js');
    await parse(keyCommand(), args);
  },
};

const version: LazyCommand = {
  name: 'version',
  description: 'print version and build',
  run: async () => {
    const { versionText } = await import('./version-text.js');
    process.stdout.write(`${versionText()}\n`);
  },
};

/** Every command but `serve`, which is what the program does without one. */
export const COMMANDS: readonly LazyCommand[] = [
  simulate,
  demo,
  validate,
  config,
  healthcheck,
  top,
  key,
  version,
];

async function parse(command: Command, args: readonly string[]): Promise<void> {
  const { parseCommand } = await import('./parse-command.js');
  await parseCommand(command, args);
}
