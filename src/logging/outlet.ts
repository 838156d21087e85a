import type { DestinationStream } from 'pino';
import { stripVTControlCharacters } from 'node:util';
import { DETAILED, LoggedDuration } from '../core/log-facts.js';
import { AT, type LogRecord } from './log-record.js';
import type { TextLine, TextRecord } from './text-lines.js';

/** Where lines go. */
export interface Sink {
  write(line: string): unknown;
}

/** Pino's name for streams that want the record beside its line. */
const WANTS_RECORD = Symbol.for('pino.metadata');
/** How JSON begins an ANSI sequence. */
const ESCAPE = '\\u001b';

/** Takes records to standard output, as JSON or as text, and to the file, as JSON always. */
export class Outlet implements DestinationStream {
  readonly [WANTS_RECORD] = true;
  /** The record of which the next line is made: pino sets it. */
  lastObj: LogRecord | undefined;
  #text: TextLine | undefined;
  #file: Sink | undefined;

  constructor(private readonly out: Sink) {}

  /** @param text absent for JSON; @param file absent when no file is wanted */
  shape(text?: TextLine, file?: Sink): void {
    this.#text = text;
    this.#file = file;
  }

  write(line: string): void {
    if (this.#text === undefined) this.out.write(line);
    else this.#writeText(line, this.#text);
    // Last, since a file that fails is logged.
    this.#file?.write(line.includes(ESCAPE) ? withoutAnsi(line) : line);
  }

  #writeText(line: string, text: TextLine): void {
    const origin = this.lastObj;
    if (origin?.[DETAILED]) return;
    const at = origin ? new Date(origin[AT]) : new Date();
    this.out.write(text(readable(line, origin), at));
  }
}

/** What JSON has made of the facts can be shown without surprises; only durations read better as they were. */
function readable(line: string, origin: LogRecord | undefined): TextRecord {
  const record = JSON.parse(line) as Record<string, unknown>;
  for (const [key, value] of Object.entries(origin ?? {})) {
    if (value instanceof LoggedDuration) record[key] = String(value);
  }
  return record as TextRecord;
}

function withoutAnsi(line: string): string {
  const record = JSON.parse(line) as { msg: string };
  return `${JSON.stringify({ ...record, msg: stripVTControlCharacters(record.msg) })}\n`;
}
