import { isatty } from 'node:tty';
import type { Foundation } from '../app.module.js';
import {
  type ConfigNotice,
  type Environment,
  type LoadedConfig,
  loadConfig,
  parseConfig,
} from '../config/index.js';
import { Live } from '../core/live.js';
import type { Logger } from '../core/logger.js';
import { effectiveSettings, type LogSettings, logStream, PinoLogger } from '../logging/index.js';
import { loadModelRules, logProfileWarnings, ProfileSource, reportModelRules } from '../registry/index.js';
import { knownNames } from './known-names.js';

/** A foundation, and how its logger writes. */
export interface Prepared extends Foundation {
  readonly settings: LogSettings;
}

/**
 * The configuration of a file, found as configuration.md §1.1 says, and the logger that it asks for.
 * @param before what is to be logged ahead of all that the file gives rise to
 * @throws ConfigError
 */
export function foundationFromFile(file: string, env: Environment, before: (log: Logger) => void): Prepared {
  const profiles = profilesOf(env);
  const known = knownNames(profiles);
  return prepare(loadConfig({ file, cwd: process.cwd(), env, known }), profiles, env, before);
}

/** The same from a text. */
export function foundationFromText(text: string, env: Environment): Prepared {
  const profiles = profilesOf(env);
  return prepare(parseConfig(text, { env, known: knownNames(profiles) }), profiles, env);
}

const profilesOf = (env: Environment): ProfileSource => new ProfileSource({ cwd: process.cwd(), env });

function prepare(
  { config, warnings }: LoadedConfig,
  source: ProfileSource,
  env: Environment,
  before?: (log: Logger) => void,
): Prepared {
  const settings = effectiveSettings(config.logging, { env, isTty: isatty(1) });
  const log = new PinoLogger(settings.level, logStream(settings));
  before?.(log);
  log.info('Loaded configuration', { config: config.sourceFile || '(none found, using built-in defaults)' });
  warn(log, warnings);
  const profiles = source.load(config.proxy.profileFilter);
  logProfileWarnings(log, profiles.warnings);
  const models = loadModelRules({ cwd: process.cwd(), env });
  if (config.modelRegistry.enableUnifier) reportModelRules(models, log);
  return {
    config: new Live(config),
    profiles: profiles.catalogue,
    modelRules: models.rules,
    log,
    settings,
  };
}

function warn(log: Logger, warnings: readonly ConfigNotice[]): void {
  for (const { message, path, line, hint } of warnings) {
    log.warn(message, { key: path, ...(line && { line }), ...(hint && { hint }) });
  }
}
