import { spaceBefore } from './scan-from-end.js';

const LINE_FEED = 0x0a;
const OPEN_BRACE = 0x7b;
const DATA = Buffer.from('data:');
const SPACE = 0x20;

/** What one event carries: its `data` in an event stream, the line in NDJSON. */
export interface EventBytes {
  readonly bytes: Buffer;
  /** False when it began before the bytes that are known. */
  readonly whole: boolean;
}

/**
 * Calls `visit` for each event of a stream from the last to the first, until it returns true. Lines end with LF or CRLF;
 * comments and other fields of an event are passed by.
 * @param whole whether the bytes are all there were
 */
export function eventsFromEnd(bytes: Buffer, whole: boolean, visit: (event: EventBytes) => boolean): void {
  /** The `data` lines of the event that is being put together. */
  let lines: Buffer[] = [];
  for (let end = bytes.length; end > 0;) {
    const start = end === 1 ? 0 : bytes.lastIndexOf(LINE_FEED, end - 2) + 1;
    const line = bytes.subarray(start, spaceBefore(bytes, start, end));
    end = start;
    const cut = start === 0 && !whole;
    if (isData(line)) lines.unshift(dataOf(line));
    else if (cut && line.length > 0) return void visit({ bytes: joined([line, ...lines]), whole: false });
    else if (line.length === 0 || line[0] === OPEN_BRACE) {
      if (lines.length > 0 && visit({ bytes: joined(lines), whole: true })) return;
      lines = [];
      if (line.length > 0 && visit({ bytes: line, whole: true })) return;
    }
  }
  if (lines.length > 0) visit({ bytes: joined(lines), whole: true });
}

/** The bytes of the first event that carries something; undefined when it is not there whole. */
export function firstEvent(bytes: Buffer): Buffer | undefined {
  const lines: Buffer[] = [];
  for (let start = 0; start < bytes.length;) {
    const end = bytes.indexOf(LINE_FEED, start);
    if (end < 0) return undefined;
    const line = bytes.subarray(start, spaceBefore(bytes, start, end));
    if (isData(line)) lines.push(dataOf(line));
    else if (line.length === 0 && lines.length > 0) return joined(lines);
    start = end + 1;
  }
  return undefined;
}

const isData = (line: Buffer): boolean =>
  line.length >= DATA.length && line.compare(DATA, 0, DATA.length, 0, DATA.length) === 0;

const dataOf = (line: Buffer): Buffer =>
  line.subarray(line[DATA.length] === SPACE ? DATA.length + 1 : DATA.length);

const joined = (lines: Buffer[]): Buffer => (lines.length === 1 ? lines[0]! : Buffer.concat(lines));
