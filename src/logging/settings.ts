import { wantsColour } from './colour.js';
import { type Level, levelOf } from './level.js';

/** Variables of the environment. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** How records are written. */
export interface LogSettings {
  readonly level: Level;
  readonly format: 'json' | 'text';
  readonly colour: boolean;
  /** Whether a file has them too. */
  readonly toFile: boolean;
  /** Whether JSON tells the time as RFC 3339 has it. */
  readonly rfc3339: boolean;
}

/** `logging` of the configuration; the loader has warned of words that it does not know. */
export interface WantedLogging {
  readonly level?: string;
  readonly format?: string;
  readonly output?: string;
  readonly timeFormat?: string;
}

/** Where the process runs. */
export interface Surroundings {
  readonly env: Environment;
  /** Whether standard output is a terminal. */
  readonly isTty: boolean;
}

/** A terminal gets text, unless the environment names a format; everything else gets what is configured (configuration.md §13.2). */
export function effectiveSettings(wanted: WantedLogging, { env, isTty }: Surroundings): LogSettings {
  const text = wanted.format === 'text' || (isTty && !env['OLLA_LOGGING_FORMAT']);
  return {
    level: levelOf(wanted.level ?? ''),
    format: text ? 'text' : 'json',
    colour: wantsColour(env, isTty),
    toFile: wanted.output === 'file',
    rfc3339: wanted.timeFormat === 'rfc3339',
  };
}
