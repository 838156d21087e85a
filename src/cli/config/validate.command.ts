import { Command, Option } from 'commander';
import type { Environment } from '../../config/index.js';
import { FAILED } from '../exit-codes.js';
import { validate } from './validation.js';
import { validationText } from './validation-text.js';

interface ValidateOptions {
  readonly config?: string;
  readonly strict?: true;
  readonly secrets: boolean;
  readonly format: 'text' | 'json';
}

/** `olla validate`: everything that is wrong or odd, at once. Exit code 1 when Olla would not start. */
export function validateCommand(env: Environment): Command {
  return new Command('validate')
    .description('check configuration, profiles, model rules and extensions')
    .option('-c, --config <file>', 'the file to check instead of the one that would be found')
    .option('--strict', 'count unknown keys as errors')
    .option('--no-secrets', 'do not read secrets from files and variables: they may be elsewhere')
    .addOption(new Option('--format <format>', 'how to report').choices(['text', 'json']).default('text'))
    .action(async ({ config, strict, secrets, format }: ValidateOptions) => {
      const found = await validate({
        env,
        secrets,
        ...(config && { file: config }),
        ...(strict && { strict }),
      });
      process.stdout.write(format === 'json' ? `${JSON.stringify(found, null, 2)}\n` : validationText(found));
      process.exitCode = found.valid ? 0 : FAILED;
    });
}
