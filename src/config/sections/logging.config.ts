import { Choice, Known, Text } from '../schema/index.js';

/** What is logged, how, and where to. */
export class LoggingConfig {
  /** The least severe level that is logged. */
  @Text()
  @Known('debug', 'info', 'warn', 'error')
  readonly level: 'debug' | 'info' | 'warn' | 'error' = 'info';

  /** JSON for machines, text for people; a terminal gets text unless the environment says otherwise. */
  @Text()
  @Known('json', 'text')
  readonly format: 'json' | 'text' = 'json';

  /** `file` adds a rotated file to standard output. */
  @Text()
  @Known('stdout', 'file')
  readonly output: 'stdout' | 'file' = 'stdout';

  /** How records tell the time: as the original does, without zone, or as RFC 3339 has it. */
  @Choice('local', 'rfc3339')
  readonly timeFormat: 'local' | 'rfc3339' = 'local';
}
