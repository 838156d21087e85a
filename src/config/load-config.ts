import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { ConfigError } from './config-error.js';
import type { Environment } from './environment/interpolation.js';
import type { KnownNames } from './known-names.js';
import { type LoadedConfig, parseConfig } from './parse-config.js';

export interface LoadOptions {
  /** The file that the command line names. */
  readonly file?: string;
  /** What relative paths are relative to. */
  readonly cwd: string;
  readonly env: Environment;
  readonly known?: KnownNames;
  /** Whether unknown keys are problems. */
  readonly strict?: boolean;
  /** `false` reads no secret files and misses no variables. */
  readonly secrets?: boolean;
}

const USUAL_FILES = ['config/config.local.yaml', 'config/config.yaml', 'config.yaml', 'default.yaml'];

/**
 * The configuration of the file that is to be used (configuration.md §1.1), or the defaults.
 * @throws ConfigError with every problem at once
 */
export function loadConfig({ file, ...options }: LoadOptions): LoadedConfig {
  const named = file || options.env['OLLA_CONFIG_FILE'];
  for (const candidate of named ? [named] : USUAL_FILES) {
    const text = readable(resolve(options.cwd, candidate));
    if (text !== undefined) return parseConfig(text, { ...options, sourceFile: candidate });
  }
  if (named) throw new ConfigError(`specified config file not found: ${named}`, []);
  return parseConfig('', options);
}

function readable(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
