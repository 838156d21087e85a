import { nearest } from '../nearest.js';
import { within } from '../places.js';
import { fieldsOf, type SectionClass } from '../schema/index.js';
import { OllaConfig } from '../sections/index.js';

let everyPath: readonly string[] | undefined;

/** The key that was probably meant: a neighbour that is spelled alike, or the same key at its right place. */
export function keyHint(parent: string, key: string, section: SectionClass): string | undefined {
  const neighbour = nearest(
    key,
    fieldsOf(section).map((field) => field.key),
  );
  const meant =
    neighbour === undefined ? elsewhere(parent.replace(/\[\d+\]/g, '[]'), key) : within(parent, neighbour);
  return meant === undefined ? undefined : `did you mean ${meant}?`;
}

/** The known path that ends with the key and has most in common with where it was found. */
function elsewhere(parent: string, key: string): string | undefined {
  everyPath ??= [...pathsOf(OllaConfig, '')];
  return everyPath
    .filter((path) => path === key || path.endsWith(`.${key}`))
    .sort((a, b) => shared(b, parent) - shared(a, parent))[0];
}

function* pathsOf(section: SectionClass, path: string): Iterable<string> {
  for (const { key, shape } of fieldsOf(section)) {
    const at = within(path, key);
    yield at;
    if (shape.kind === 'section') yield* pathsOf(shape.type(), at);
    if (shape.kind === 'sections') yield* pathsOf(shape.type(), `${at}[]`);
  }
}

function shared(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return length;
}
