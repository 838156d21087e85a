/** Something in a list, with a key that nothing else in the list has. */
export interface Keyed<T> {
  readonly key: string;
  readonly item: T;
}

/**
 * Keys for a list that has the newest first. Clients choose the ids of their requests and may send one again; a list with
 * a key twice would not be drawn at all. Counted from the oldest, so that rows keep theirs when newer ones come.
 */
export function keyed<T extends { readonly id: string }>(list: readonly T[]): readonly Keyed<T>[] {
  const seen = new Map<string, number>();
  const backwards = list.toReversed().map((item) => {
    const times = seen.get(item.id) ?? 0;
    seen.set(item.id, times + 1);
    return { key: `${item.id} ${times}`, item };
  });
  return backwards.reverse();
}
