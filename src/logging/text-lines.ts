import { headlineOf } from './headline.js';
import { printable } from './printable.js';
import { PLAIN_AGAIN, type Theme } from './theme.js';
import { clock, rfc3339 } from './timestamp.js';

/** A record as text shows it: facts are what JSON makes of them, durations are words. */
export interface TextRecord {
  readonly level: string;
  readonly msg: string;
  readonly [fact: string]: unknown;
}

/** Writes a record for people. What a message says beyond its first line follows as it is. */
export type TextLine = (record: TextRecord, at: Date) => string;

const PLAIN = /^[^\s"=\p{Cc}]+$/u;

/** `time=… level=INFO msg="…" key=value`: text without colour (configuration.md §13.3). */
export const logfmt: TextLine = (record, at) => {
  const [first, more] = parts(record.msg);
  const line = [`time=${rfc3339(at)}`, `level=${record.level}`, `msg=${shown(first)}`, ...pairs(record)];
  return `${line.join(' ')}${more}\n`;
};

/** `14:05:09 INFO  … key=value` in colour: the eye finds the level, then the message; the facts stay back. */
export const coloured =
  (theme: Theme): TextLine =>
  (record, at) => {
    const [first, more] = parts(record.msg);
    const { text, told } = headlineOf(first, record, theme);
    const facts = pairs(record, bare, told).join(' ');
    const level = `${colourOf(record.level, theme)}${record.level.padEnd(5)}${PLAIN_AGAIN}`;
    const time = `${theme.quiet}${clock(at)}${PLAIN_AGAIN}`;
    return `${time} ${level} ${text}${facts && ` ${theme.quiet}${facts}${PLAIN_AGAIN}`}${more}\n`;
  };

const colourOf = (level: string, theme: Theme): string =>
  level === 'DEBUG' || level === 'INFO' || level === 'WARN' || level === 'ERROR' ? theme[level] : '';

/** The first line of the message, and the rest with its line break. */
function parts(msg: string): [first: string, more: string] {
  const end = msg.indexOf('\n');
  return end < 0 ? [msg, ''] : [msg.slice(0, end), msg.slice(end).split('\n').map(printable).join('\n')];
}

function pairs(record: TextRecord, show = shown, told?: string): string[] {
  const { timestamp: _timestamp, level: _level, msg: _msg, ...facts } = record;
  return Object.entries(facts).flatMap(([key, value]) => (key === told ? [] : `${key}=${show(value)}`));
}

function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  // JSON lets the upper control characters through.
  return PLAIN.test(text) ? text : printable(JSON.stringify(text));
}

/** For the eye: lists and objects need no quotes around them. */
const bare = (value: unknown): string =>
  typeof value === 'object' ? printable(JSON.stringify(value)) : shown(value);
