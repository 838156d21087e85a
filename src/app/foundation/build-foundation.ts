import { ConfigError, type ConfigNotice, type Environment, type KnownNames } from '../../config/index.js';
import { Live } from '../../core/live.js';
import type { Logger } from '../../core/logger.js';
import { type Extension, loadExtensions } from '../../extensions/index.js';
import { Logging } from '../../logging/index.js';
import { logProfileWarnings, reportModelRules } from '../../registry/index.js';
import { type Blueprint, Blueprints } from '../../reload/index.js';
import { builtInNames } from './built-in-names.js';
import type { Foundation } from './foundation.js';

/** A foundation, and where its log goes. */
export interface Prepared extends Foundation {
  readonly logging: Logging;
}

/** What a foundation is built from. */
export interface FoundationOptions {
  /** The configuration file; without one it is looked for as configuration.md §1.1 says. */
  readonly file?: string;
  /** A configuration in place of a file's. */
  readonly text?: string;
  readonly env: Environment;
  /** What relative paths are relative to; the working directory when absent. */
  readonly cwd?: string;
  /** Whether unknown keys are problems. */
  readonly strict?: boolean;
  /** `false` reads no secret files and misses no variables: what comes of it cannot run. */
  readonly secrets?: boolean;
  /** Extensions that are at hand already. */
  readonly embedded?: readonly Extension[];
  /** The log that runs already; a new one when absent. */
  readonly logging?: Logging;
}

/**
 * Reads the configuration and loads the extensions that it names.
 * @throws ConfigError with every problem at once; ExtensionError
 */
export async function buildFoundation(options: FoundationOptions): Promise<Prepared> {
  return prepare(await readFoundation(options), options);
}

/** What a foundation is made of, before anything is said about it. */
export interface FoundationParts {
  readonly cwd: string;
  readonly blueprints: Blueprints;
  readonly first: Blueprint;
  readonly extensions: readonly Extension[];
}

/**
 * The same without a log: for commands that only look.
 * @throws ConfigError with every problem at once; ExtensionError
 */
export async function readFoundation(options: FoundationOptions): Promise<FoundationParts> {
  const { cwd = process.cwd() } = options;
  const extensions = [...(options.embedded ?? []), ...(await extensionsOf(options, cwd))];
  const blueprints = blueprintsOf(options, cwd, extensions.length > 0 ? UNKNOWN_YET : builtInNames);
  return { cwd, blueprints, first: draw(blueprints, options), extensions };
}

/** Extensions are asked for their names only once they run: what is wrong then ends the start all the same. */
const UNKNOWN_YET: KnownNames = { discoveryTypes: 'any' };

/** The file is read once without judging names that only its extensions know. */
async function extensionsOf(options: FoundationOptions, cwd: string): Promise<readonly Extension[]> {
  try {
    return await loadExtensions(
      draw(blueprintsOf(options, cwd, UNKNOWN_YET), options).config.extensions,
      cwd,
    );
  } catch (error) {
    // The second reading tells all that is wrong with it.
    if (error instanceof ConfigError) return [];
    throw error;
  }
}

function blueprintsOf(options: FoundationOptions, cwd: string, names: KnownNames): Blueprints {
  const { file, env, strict, secrets } = options;
  return new Blueprints({
    cwd,
    env,
    names,
    ...(file && { file }),
    ...(strict !== undefined && { strict }),
    ...(secrets !== undefined && { secrets }),
  });
}

const draw = (blueprints: Blueprints, { text }: FoundationOptions): Blueprint =>
  text === undefined ? blueprints.fromFile() : blueprints.fromText(text);

function prepare(
  { cwd, blueprints, first, extensions }: FoundationParts,
  { env, logging = new Logging(env) }: FoundationOptions,
): Prepared {
  const { config, warnings, profiles, models } = first;
  const { log } = logging;
  logging.configure(config.logging);
  log.info('Loaded configuration', { config: config.sourceFile || '(none found, using built-in defaults)' });
  warn(log, warnings);
  logProfileWarnings(log, profiles.warnings);
  if (config.modelRegistry.enableUnifier) reportModelRules(models, log);
  for (const { name } of extensions) log.info('Extension loaded', { extension: name });
  const live = new Live(config);
  live.onChange((next) => logging.configure(next.logging));
  return {
    config: live,
    profiles: new Live(profiles.catalogue),
    modelRules: new Live(models.rules),
    blueprints,
    first,
    cwd,
    extensions,
    log,
    logging,
  };
}

function warn(log: Logger, warnings: readonly ConfigNotice[]): void {
  for (const { message, path, line, hint } of warnings) {
    log.warn(message, { key: path, ...(line && { line }), ...(hint && { hint }) });
  }
}
