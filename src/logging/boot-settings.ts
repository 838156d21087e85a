import { type Level, levelOf } from './level.js';
import type { Environment } from './settings.js';

/** How the log behaves before the configuration is known (configuration.md §4.1). */
export interface BootSettings {
  /** Absent when the environment does not name one. */
  readonly level: Level | undefined;
  /** Text for people, else JSON. */
  readonly pretty: boolean;
  /** Whether the first records go to the file: always, never, or as `logging.output` says. */
  readonly fileOutput: boolean | undefined;
  readonly theme: string;
}

const TRUE: ReadonlySet<string> = new Set(['1', 't', 'T', 'TRUE', 'true', 'True']);
const FALSE: ReadonlySet<string> = new Set(['0', 'f', 'F', 'FALSE', 'false', 'False']);

/** Values that cannot be read are as good as none. */
export function bootSettings(env: Environment): BootSettings {
  return {
    level: env['OLLA_LOG_LEVEL'] ? levelOf(env['OLLA_LOG_LEVEL']) : undefined,
    pretty: flag(env['OLLA_PRETTY_LOGS']) ?? env['OLLA_LOGGING_FORMAT'] !== 'json',
    fileOutput: flag(env['OLLA_FILE_OUTPUT']),
    theme: env['OLLA_THEME'] ?? '',
  };
}

function flag(value = ''): boolean | undefined {
  if (TRUE.has(value)) return true;
  return FALSE.has(value) ? false : undefined;
}
