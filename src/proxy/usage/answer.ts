import { gunzipSync } from 'node:zlib';
import { scanObject } from '../../core/json-scan.js';
import type { Tail } from '../../core/tail.js';
import { eventsFromEnd, firstEvent } from './events-from-end.js';
import { Folded } from './folded.js';
import { glimpse, type Wanted } from './glimpse.js';
import { type JsonObject, objectOf, valueOf } from './json.js';

const OPEN_BRACE = 0x7b;
const LINE_FEED = 0x0a;
const GZIP = 0x1f8b;
/** Up to this size an object is parsed as a whole; of a larger one only what is wanted. */
const PARSED_BYTES = 4 * 1024;
const UNZIPPED_BYTES = 16 * 1024;
/** Events that are looked at when none says why the answer ended. */
const MOST_EVENTS = 16;
/** Lines of an event stream begin with the name of a field; those of a comment with the colon. */
const STREAM_START = /^(?:data|event|id|retry)?:/;

/** The two ends of an answer. */
export interface Ends {
  readonly head: Buffer;
  readonly closing: Buffer;
  /** Is `closing` all of it? */
  readonly whole: boolean;
}

/**
 * What an answer says outside of its texts, as one object: the JSON document itself, or what the last events of a stream
 * say together. Undefined when it is neither.
 * @param wanted the members that somebody will ask for; others may be missing
 * @param broken the answer did not come to its end, so that nothing is believed that can't be read whole
 */
export function factsOf(ends: Ends, wanted: Wanted, broken: boolean): JsonObject | undefined {
  const start = ends.head.findIndex((byte) => byte > 0x20);
  if (start < 0) return undefined;
  const isJson = ends.head[start] === OPEN_BRACE;
  if (isOneLine(ends)) return factsOfLine(ends.closing);
  if (!isJson && !STREAM_START.test(ends.head.toString('latin1', start, start + 6))) return undefined;
  const folded = new Folded();
  const read = (bytes: Buffer, whole: boolean): JsonObject | undefined => {
    if (whole && (broken || bytes.length <= PARSED_BYTES)) return objectOf(bytes);
    return broken ? undefined : glimpse(bytes, wanted);
  };
  if (isJson && !endsInLine(ends)) folded.add(read(ends.closing, ends.whole));
  else foldEvents(folded, ends, read);
  if (isJson && !ends.whole && !broken) folded.add(opening(ends.head, wanted));
  if (!isJson && folded.lacksBeginning) folded.begin(eventOf(ends.head));
  return folded.root;
}

/** A small answer that was compressed is unpacked; of a large one, or a stream, nothing is known. */
export function endsOf(tail: Tail): Ends | undefined {
  const { bytes: closing, whole } = tail.closing();
  const head = tail.head();
  if (head.length < 2 || head.readUInt16BE() !== GZIP) return { head, closing, whole };
  if (!whole) return undefined;
  try {
    const bytes = gunzipSync(closing, { maxOutputLength: UNZIPPED_BYTES });
    return { head: bytes, closing: bytes, whole };
  } catch {
    return undefined;
  }
}

/** What stands in a chat completion stands where it is looked for; the others are brought into that form. */
function factsOfLine(line: Buffer): JsonObject | undefined {
  const document = objectOf(line);
  if (!document || (Array.isArray(document['choices']) && !('response' in document))) return document;
  const folded = new Folded();
  folded.add(document);
  return folded.root;
}

/** Most answers are: a small object and maybe more of them. */
export const isSmallObject = ({ closing, whole }: Ends): boolean =>
  whole && closing.length <= PARSED_BYTES && closing[0] === OPEN_BRACE;

/** A small document and nothing else, whole in any case since it can be read. */
const isOneLine = (ends: Ends): boolean => isSmallObject(ends) && !ends.closing.includes(LINE_FEED);

/** Is it a line of NDJSON, or a document in one line? Its indented kind ends with a line of its own. */
function endsInLine({ closing }: Ends): boolean {
  let end = closing.length;
  while (end > 0 && closing[end - 1]! <= 0x20) end--;
  const start = end === 0 ? 0 : closing.lastIndexOf(LINE_FEED, end - 1) + 1;
  return start === 0 || closing[start] === OPEN_BRACE;
}

function foldEvents(
  folded: Folded,
  { closing, whole }: Ends,
  read: (bytes: Buffer, whole: boolean) => JsonObject | undefined,
): void {
  let left = MOST_EVENTS;
  eventsFromEnd(closing, whole, (event) => {
    folded.add(read(event.bytes, event.whole));
    return folded.finished || --left === 0;
  });
}

const eventOf = (head: Buffer): JsonObject | undefined => {
  const event = firstEvent(head);
  return event && objectOf(event);
};

/** The wanted members that stand whole at the beginning of a large document. */
function opening(head: Buffer, wanted: Wanted): JsonObject {
  const seen: JsonObject = {};
  scanObject(head, ({ key, start, end, whole }) => {
    if (whole && wanted(key)) seen[key] = valueOf(head.subarray(start, end));
    return false;
  });
  return seen;
}
