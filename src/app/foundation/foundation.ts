import type { Extension } from '../../extensions/index.js';
import type { ReloadSetup } from '../../reload/index.js';

/** What the program has before any Nest module exists. */
export interface Foundation extends ReloadSetup {
  /** Modules of a company's own. */
  readonly extensions: readonly Extension[];
}
