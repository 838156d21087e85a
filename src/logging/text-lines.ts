import { clock, rfc3339 } from './timestamp.js';

/** A record as its JSON line has it. */
export interface LogRecord {
  readonly level: string;
  readonly msg: string;
  readonly [fact: string]: unknown;
}

/** Writes a record for people. What a message says beyond its first line follows as it is. */
export type TextLine = (record: LogRecord, now?: Date) => string;

const PLAIN = /^[^\s"=\p{Cc}]+$/u;
const DIM = '\u001b[2m';
const END = '\u001b[0m';
const COLOURS: Readonly<Record<string, string>> = {
  DEBUG: '\u001b[35m',
  INFO: '\u001b[32m',
  WARN: '\u001b[33m',
  ERROR: '\u001b[31m',
};

/** `time=… level=INFO msg="…" key=value`: text without colour (configuration.md §13.3). */
export const logfmt: TextLine = (record, now = new Date()) => {
  const [headline, more] = parts(record);
  const line = [`time=${rfc3339(now)}`, `level=${record.level}`, `msg=${shown(headline)}`, ...pairs(record)];
  return `${line.join(' ')}${more}\n`;
};

/** `14:05:09 INFO  … key=value` in colour: the eye finds the level, then the message; the facts stay back. */
export const coloured: TextLine = (record, now = new Date()) => {
  const [headline, more] = parts(record);
  const facts = pairs(record, bare).join(' ');
  const level = `${COLOURS[record.level] ?? ''}${record.level.padEnd(5)}${END}`;
  return `${DIM}${clock(now)}${END} ${level} ${headline}${facts && ` ${DIM}${facts}${END}`}${more}\n`;
};

/** The first line of the message, and the rest with its line break. */
function parts({ msg }: LogRecord): [headline: string, more: string] {
  const end = msg.indexOf('\n');
  return end < 0 ? [msg, ''] : [msg.slice(0, end), msg.slice(end)];
}

function pairs(record: LogRecord, show = shown): string[] {
  const { timestamp: _timestamp, level: _level, msg: _msg, ...facts } = record;
  return Object.entries(facts).map(([key, value]) => `${key}=${show(value)}`);
}

function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return PLAIN.test(text) ? text : JSON.stringify(text);
}

/** For the eye: lists and objects need no quotes around them. */
const bare = (value: unknown): string => (typeof value === 'object' ? JSON.stringify(value) : shown(value));
