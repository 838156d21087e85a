import { isString, type Member, scanObject, textOf } from '../core/json-scan.js';

/**
 * The body with another model in it: the value of the top-level `model`, and not a byte besides
 * (models-and-health.md §12). The very same buffer when there is nothing to replace: no such string, no
 * JSON object, or that name already.
 *
 * A key that stands there twice is replaced twice. Most readers of JSON take the last, some the first, and
 * whichever a backend takes, it must not read a name that only Olla knows.
 */
export function spliceModel(body: Buffer, name: string): Buffer {
  const places: Member[] = [];
  const walked = scanObject(body, (member) => {
    if (holdsAnother(body, member, name)) places.push(member);
    return false;
  });
  if (!walked || places.length === 0) return body;
  const written = Buffer.from(JSON.stringify(name));
  const pieces: Buffer[] = [];
  let from = 0;
  for (const { start, end } of places) {
    pieces.push(body.subarray(from, start), written);
    from = end;
  }
  pieces.push(body.subarray(from));
  return Buffer.concat(pieces);
}

function holdsAnother(body: Buffer, { key, start, end }: Member, name: string): boolean {
  if (key !== 'model' || !isString(body, start)) return false;
  const present = textOf(body, start, end);
  // A string that cannot be read is not ours to mend; only an empty one is empty for good reason.
  return present === '' ? end - start === 2 : present !== name;
}
