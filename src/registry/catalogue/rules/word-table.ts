/** Turns `{ to: 'some words' }` into a table from each word to `to`: short to write where many words mean one. */
export function byWord(table: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  return new Map(Object.entries(table).flatMap(([to, words]) => words.split(' ').map((word) => [word, to])));
}
