import { instanceToPlain } from 'class-transformer';
import type { OllaConfig } from './sections/index.js';

/** The configuration as a file would have it: YAML keys, durations as texts, secrets as asterisks. */
export function printableConfig(config: OllaConfig): Record<string, unknown> {
  return instanceToPlain(config);
}
