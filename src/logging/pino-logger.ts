import { types } from 'node:util';
import { type DestinationStream, type Logger as Pino, pino } from 'pino';
import { DETAILED } from '../core/log-facts.js';
import { AppLogger } from '../core/logger.js';
import { type Level, levelOf } from './level.js';
import type { LogLevel } from './log-level.js';
import { AT, type LogRecord } from './log-record.js';
import { logTimestamp } from './timestamp.js';

interface Held {
  readonly at: number;
  readonly level: Level;
  readonly message: string;
  readonly facts: object | undefined;
}

/** The one logger of the process. */
export class PinoLogger extends AppLogger implements LogLevel {
  readonly #pino: Pino;
  #stamp: (at: number) => string = logTimestamp;
  #at = 0;
  /** Records that wait; absent when none has to. */
  #held: Held[] | undefined;

  constructor(level: string, stream: DestinationStream) {
    super();
    this.#pino = pino(
      {
        level: levelOf(level),
        base: null,
        // Readers expect timestamp, level, msg, then facts. Pino would begin with the level and end with the
        // message, so it gets neither: both come as the first facts of the record.
        formatters: { level: () => ({}) },
        timestamp: () => `"timestamp":"${this.#stamp(this.#at)}"`,
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

  get level(): Level {
    return this.#pino.level as Level;
  }

  setLevel(level: string): void {
    this.#pino.level = levelOf(level);
  }

  /** How JSON tells the time from the next record on. */
  stampWith(stamp: (at: number) => string): void {
    this.#stamp = stamp;
  }

  /** Lets records of every level wait until they are released. */
  hold(): void {
    this.#held ??= [];
  }

  /** Whether records wait. */
  get holds(): boolean {
    return this.#held !== undefined;
  }

  /** Writes the records that wait, with the time at which they came; `level` applies to them alone. */
  release(level: string = this.level): void {
    const held = this.#held ?? [];
    const usual = this.level;
    this.#held = undefined;
    this.setLevel(level);
    for (const each of held) this.#write(each.at, each.level, each.message, each.facts);
    this.setLevel(usual);
  }

  #log(level: Level, message: string, facts: object | undefined): void {
    if (this.#held !== undefined) this.#held.push({ at: Date.now(), level, message, facts });
    else this.#write(Date.now(), level, message, facts);
  }

  #write(at: number, level: Level, message: string, facts: object | undefined): void {
    if (!this.#pino.isLevelEnabled(level)) return;
    this.#at = at;
    this.#pino[level](record(at, LABELS[level], message, facts));
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
function record(at: number, level: string, msg: string, facts: object = {}): LogRecord {
  const line: Record<string | symbol, unknown> = { level, msg };
  for (const [key, value] of Object.entries(facts)) {
    if (!TAKEN.has(key)) line[key] = types.isNativeError(value) ? value.message : value;
  }
  line[AT] = at;
  if (DETAILED in facts) line[DETAILED] = true;
  return line as unknown as LogRecord;
}
