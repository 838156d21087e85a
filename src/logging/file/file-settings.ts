import type { Environment } from '../settings.js';

/** Where the log file is and how much of it is kept. */
export interface FileSettings {
  readonly directory: string;
  /** The file is rotated once it is this large. */
  readonly rotateBytes: number;
  /** How many rotated files are kept; 0 for all. */
  readonly backups: number;
  /** Older ones are removed; 0 for never. */
  readonly maxAgeMs: number;
}

const MIB = 1024 * 1024;
const DAY_MS = 86_400_000;
const LARGEST_MB = 100;
const WHOLE = /^[+-]?\d+$/;

/** The settings of configuration.md §4.1; what is no whole number counts as unset. */
export function fileSettings(env: Environment): FileSettings {
  const whole = (name: string, usual: number): number => {
    const text = env[name] ?? '';
    return WHOLE.test(text) ? Math.max(0, Number(text)) : usual;
  };
  return {
    directory: env['OLLA_LOG_DIR'] || './logs',
    rotateBytes: (whole('OLLA_LOG_SIZE_MB', 1) || LARGEST_MB) * MIB,
    backups: whole('OLLA_LOG_MAX_BACKUPS', 7),
    maxAgeMs: whole('OLLA_LOG_MAX_AGE_DAYS', 14) * DAY_MS,
  };
}
