import type { AppLogger } from '../../core/logger.js';
import type { Extension } from '../../extensions/index.js';
import type { LogLevel } from '../../logging/index.js';
import type { ReloadSetup } from '../../reload/index.js';

/** What the program has before any Nest module exists. */
export interface Foundation extends ReloadSetup {
  /** The one log of the process, whose level can be changed. */
  readonly log: AppLogger & LogLevel;
  /** Modules of a company's own. */
  readonly extensions: readonly Extension[];
}
