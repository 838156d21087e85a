import { plainOf } from './schema/index.js';
import type { OllaConfig } from './sections/index.js';

/** The configuration as a file would have it: YAML keys, durations as texts, secrets as asterisks. */
export const printableConfig = (config: OllaConfig): Record<string, unknown> => plainOf(config);
