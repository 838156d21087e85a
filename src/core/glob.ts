/** Says of a name whether a pattern means it. */
export type Matcher = (name: string) => boolean;

/**
 * The patterns of profiles (backends.md §3.1): `*` at the start, at the end or both stands for anything,
 * one in the middle for itself; letter case does not count.
 */
export function glob(pattern: string): Matcher {
  const folded = pattern.toLowerCase();
  const test = matcher(folded);
  return (name) => test(name.toLowerCase());
}

function matcher(pattern: string): Matcher {
  const before = pattern.startsWith('*');
  const after = pattern.endsWith('*');
  if (before && after) {
    const wanted = pattern.replace(/^\*+|\*+$/g, '');
    return (name) => name.includes(wanted);
  }
  if (before) return (name) => name.endsWith(pattern.slice(1));
  if (after) return (name) => name.startsWith(pattern.slice(0, -1));
  return (name) => name === pattern;
}
