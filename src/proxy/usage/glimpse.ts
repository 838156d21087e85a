import { type JsonObject, valueOf } from './json.js';
import { type MemberFromEnd, scanFromEnd, spaceBefore } from './scan-from-end.js';

const CLOSE_BRACE = 0x7d;
const CLOSE_BRACKET = 0x5d;
/** A value above this is no figure. */
const PARSED_BYTES = 4 * 1024;

export type Wanted = (key: string) => boolean;

/**
 * The wanted members of a large JSON object, as far as they end within the bytes. Of `choices` and of `response`, the
 * objects that figures stand in beside texts of any length, it has at least what stands behind the texts.
 */
export function glimpse(bytes: Buffer, wanted: Wanted): JsonObject {
  const seen: JsonObject = {};
  scanFromEnd(bytes, 0, bytes.length, (member) => {
    const { key, start, end } = member;
    if (key === undefined || (end - start > PARSED_BYTES && wanted(key)))
      lookInto(seen, bytes, member, wanted);
    else if (wanted(key) && !Object.hasOwn(seen, key)) seen[key] = valueOf(bytes.subarray(start, end));
  });
  return seen;
}

/** A value that is too large or began before the bytes: what its place and its end tell of it. */
function lookInto(
  seen: JsonObject,
  bytes: Buffer,
  { key, start, end, last }: MemberFromEnd,
  wanted: Wanted,
): void {
  const final = bytes[end - 1];
  if (final === CLOSE_BRACE && (key === 'response' || (key === undefined && last)))
    seen['response'] = shallow(bytes, start, end, wanted);
  if (final !== CLOSE_BRACKET || (key !== undefined && key !== 'choices')) return;
  const inner = spaceBefore(bytes, start, end - 1);
  const { finish_reason: reason } = shallow(bytes, start, inner, (name) => name === 'finish_reason');
  if (typeof reason === 'string') seen['choices'] = [{ finish_reason: reason }];
}

/** The small members alone, so that nesting of any depth costs one look. */
function shallow(bytes: Buffer, from: number, to: number, wanted: Wanted): JsonObject {
  const seen: JsonObject = {};
  scanFromEnd(bytes, from, to, ({ key, start, end }) => {
    if (key === undefined || !wanted(key) || end - start > PARSED_BYTES) return;
    if (!Object.hasOwn(seen, key)) seen[key] = valueOf(bytes.subarray(start, end));
  });
  return seen;
}
