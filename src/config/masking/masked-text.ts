import { type SecretPlace, secretPlaces } from './secret-places.js';

/** What stands in the place of a secret. */
export const MASK = '***';

/** The text of a configuration with asterisks for every secret; comments and layout stay. */
export function maskedText(text: string): string {
  return replaced(text, secretPlaces(text), () => `"${MASK}"`);
}

/** Writes something else in each of these places. What ends with its line goes on doing so. */
export function replaced(
  text: string,
  places: readonly SecretPlace[],
  write: (place: SecretPlace) => string,
): string {
  let out = '';
  let from = 0;
  for (const place of places) {
    const end = text[place.end - 1] === '\n' ? place.end - 1 : place.end;
    out += text.slice(from, place.start) + write(place);
    from = end;
  }
  return out + text.slice(from);
}
