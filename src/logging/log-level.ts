import type { Level } from './level.js';

/** The level of the one log while it runs: token and type for whoever shows or changes it. */
export abstract class LogLevel {
  abstract readonly level: Level;

  /** Holds until it is set again or the configuration is reloaded. An unknown name means `info`. */
  abstract setLevel(level: string): void;
}
