import { pino, type DestinationStream, type Logger as Pino } from 'pino';
import pretty from 'pino-pretty';
import { AppLogger } from '../core/logger.js';

/** `logging` of the configuration, decided (configuration.md §13.2). */
export interface LogSettings {
  readonly level: string;
  readonly format: string;
}

const two = (value: number): string => String(value).padStart(2, '0');

/** `2025-01-31 14:05:09`, local time, as the original's JSON records have it (§13.3). */
export function logTimestamp(now = new Date()): string {
  const day = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  return `${day} ${two(now.getHours())}:${two(now.getMinutes())}:${two(now.getSeconds())}`;
}

/** The one logger of the process: JSON lines, or readable lines for people. */
export class PinoLogger extends AppLogger {
  readonly #pino: Pino;

  constructor(settings: LogSettings, destination?: DestinationStream) {
    super();
    this.#pino = pino(
      {
        level: levelOf(settings.level),
        base: null,
        messageKey: 'msg',
        timestamp: () => `,"timestamp":"${logTimestamp()}"`,
        formatters: { level: (label) => ({ level: label.toUpperCase() }) },
      },
      destination ?? (settings.format === 'text' ? readable() : pino.destination(1)),
    );
  }

  debug(message: string, facts: object = {}): void {
    this.#pino.debug(facts, message);
  }

  info(message: string, facts: object = {}): void {
    this.#pino.info(facts, message);
  }

  warn(message: string, facts: object = {}): void {
    this.#pino.warn(facts, message);
  }

  error(message: string, facts: object = {}): void {
    this.#pino.error(facts, message);
  }

  setLevel(level: string): void {
    this.#pino.level = levelOf(level);
  }
}

const readable = (): DestinationStream =>
  pretty({ timestampKey: 'timestamp', messageKey: 'msg', singleLine: true, sync: true });

function levelOf(text: string): string {
  const level = text.toLowerCase();
  if (level === 'warning') return 'warn';
  return ['debug', 'info', 'warn', 'error'].includes(level) ? level : 'info';
}
