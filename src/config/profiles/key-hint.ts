import { nearest } from '../nearest.js';
import { within } from '../places.js';
import { PROFILE } from './profile-definition.js';
import type { Shape } from './shape.js';

let everyPath: readonly string[] | undefined;

/** The key that was probably meant: a neighbour that is spelled alike, or the same key at its right place. */
export function profileKeyHint(
  parent: string,
  key: string,
  neighbours: Iterable<string>,
): string | undefined {
  const neighbour = nearest(key, neighbours);
  if (neighbour !== undefined) return `did you mean ${within(parent, neighbour)}?`;
  everyPath ??= [...pathsOf(PROFILE, '')];
  const elsewhere = everyPath.find((path) => path.endsWith(`.${key}`) || path === key);
  return elsewhere === undefined ? undefined : `did you mean ${elsewhere}?`;
}

function* pathsOf(shape: Shape, path: string): Iterable<string> {
  if (shape.kind === 'list') yield* pathsOf(shape.of, `${path}[]`);
  if (shape.kind !== 'section') return;
  for (const [key, inner] of Object.entries(shape.keys)) {
    const at = within(path, key);
    yield at;
    yield* pathsOf(inner, at);
  }
}
