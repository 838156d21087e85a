import { type DestinationStream, type Logger as Pino, pino } from 'pino';
import { AppLogger } from '../core/logger.js';
import { type Level, levelOf } from './level.js';
import { logTimestamp } from './timestamp.js';

/** The one logger of the process. */
export class PinoLogger extends AppLogger {
  readonly #pino: Pino;

  constructor(level: string, stream: DestinationStream) {
    super();
    this.#pino = pino(
      {
        level: levelOf(level),
        base: null,
        // Readers expect timestamp, level, msg, then facts. Pino would begin with the level and end with the
        // message, so it gets neither: both come as the first facts of the record.
        formatters: { level: () => ({}) },
        timestamp: () => `"timestamp":"${logTimestamp()}"`,
      },
      stream,
    );
  }

  debug(message: string, facts?: object): void {
    this.#log('debug', message, facts);
  }

  info(message: string, facts?: object): void {
    this.#log('info', message, facts);
  }

  warn(message: string, facts?: object): void {
    this.#log('warn', message, facts);
  }

  error(message: string, facts?: object): void {
    this.#log('error', message, facts);
  }

  setLevel(level: string): void {
    this.#pino.level = levelOf(level);
  }

  #log(level: Level, message: string, facts: object | undefined): void {
    if (this.#pino.isLevelEnabled(level)) this.#pino[level](record(LABELS[level], message, facts));
  }
}

const LABELS: Readonly<Record<Level, string>> = {
  debug: 'DEBUG',
  info: 'INFO',
  warn: 'WARN',
  error: 'ERROR',
};
const TAKEN = new Set(['timestamp', 'level', 'msg']);

/** A line has its own time, level and message, whatever the facts say. An error is its message. */
function record(level: string, msg: string, facts: object = {}): object {
  const line: Record<string, unknown> = { level, msg };
  for (const [key, value] of Object.entries(facts)) {
    if (!TAKEN.has(key)) line[key] = value instanceof Error ? value.message : value;
  }
  return line;
}
