import { Argument, Command, Option } from 'commander';
import { readFileSync } from 'node:fs';
import { readFoundation } from '../../app/foundation/index.js';
import { ConfigError, type Environment } from '../../config/index.js';
import { ExtensionError } from '../../extensions/index.js';
import { FAILED } from '../exit-codes.js';
import { printedJson, printedYaml } from './printed.js';

interface PrintOptions {
  readonly config?: string;
  readonly format: 'yaml' | 'json';
  readonly sources: boolean;
}

/** `olla config …`: looking at configurations. */
export function configCommand(env: Environment): Command {
  return new Command('config')
    .description('print the configuration that is in force, or a JSON Schema for editors')
    .addCommand(printCommand(env))
    .addCommand(schemaCommand());
}

/** File, environment and defaults as one; secrets are asterisks. */
function printCommand(env: Environment): Command {
  return new Command('print')
    .description(
      'print the configuration that is in force: file, environment and defaults as one, secrets masked',
    )
    .option('-c, --config <file>', 'the file to read instead of the one that would be found')
    .addOption(new Option('--format <format>', 'how to print').choices(['yaml', 'json']).default('yaml'))
    .option('--no-sources', 'leave out where each value came from')
    .action(async ({ config: file, format, sources }: PrintOptions) => {
      try {
        const { first } = await readFoundation({ env, ...(file && { file }) });
        const print = format === 'json' ? printedJson : printedYaml;
        process.stdout.write(print(first.config, first.places, sources));
      } catch (error) {
        if (!(error instanceof ConfigError || error instanceof ExtensionError)) throw error;
        process.stderr.write(`${error instanceof ConfigError ? error.report() : error.message}\n`);
        process.exitCode = FAILED;
      }
    });
}

/** The schemas that are shipped beside the configuration. */
function schemaCommand(): Command {
  return new Command('schema')
    .description('print a JSON Schema (draft 2020-12)')
    .addArgument(
      new Argument('[file]', 'of which file').choices(['config', 'profile', 'models']).default('config'),
    )
    .action((name: string) => {
      const place = new URL(`../../../config/schema/${name}.schema.json`, import.meta.url);
      process.stdout.write(readFileSync(place, 'utf8'));
    });
}
