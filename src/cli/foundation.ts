import type { Foundation } from '../app.module.js';
import { type ConfigNotice, type LoadedConfig, loadConfig, parseConfig } from '../config/index.js';
import { Live } from '../core/live.js';
import type { Logger } from '../core/logger.js';
import { PinoLogger } from '../logging/index.js';
import { knownNames } from './known-names.js';

/** The configuration of a file, found as configuration.md §1.1 says, and the logger that it asks for. */
export function foundationFromFile(file: string | undefined): Foundation {
  return foundation(loadConfig({ file, cwd: process.cwd(), env: process.env, known: knownNames() }));
}

/** The same from a text. */
export function foundationFromText(text: string): Foundation {
  return foundation(parseConfig(text, { env: process.env, known: knownNames() }));
}

function foundation({ config, warnings }: LoadedConfig): Foundation {
  const { level, format } = config.logging;
  const log = new PinoLogger({ level, format: process.stdout.isTTY ? 'text' : format });
  log.info('Loaded configuration', { config: config.sourceFile || '(none found, using built-in defaults)' });
  warn(log, warnings);
  return { config: new Live(config), log };
}

function warn(log: Logger, warnings: readonly ConfigNotice[]): void {
  for (const { message, path, line, hint } of warnings) {
    log.warn(message, { key: path, ...(line && { line }), ...(hint && { hint }) });
  }
}
