import { wantsColour } from './colour.js';
import { type Level, levelOf } from './level.js';

/** How records are written: decided once, at start-up. */
export interface LogSettings {
  readonly level: Level;
  readonly format: 'json' | 'text';
  readonly colour: boolean;
}

/** `logging` of the configuration; the loader has warned of words that it does not know. */
export interface WantedLogging {
  readonly level?: string;
  readonly format?: string;
}

/** Where the process runs. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
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
  };
}
