/** Says of an `Origin` whether pages of it may call. */
export type OriginTest = (origin: string) => boolean;

/**
 * Compiles `cors.allowed_origins`: whole origins, or ones in which the first `*` stands for any text, none
 * included. Letter case does not count.
 * @returns undefined when every origin may call
 */
export function originTest(allowed: readonly string[]): OriginTest | undefined {
  if (allowed.includes('*')) return undefined;
  const exact = new Set<string>();
  const patterns: OriginTest[] = [];
  for (const entry of allowed) {
    const folded = entry.toLowerCase();
    const star = folded.indexOf('*');
    if (star < 0) exact.add(folded);
    else patterns.push(between(folded.slice(0, star), folded.slice(star + 1)));
  }
  return (origin) => {
    const folded = origin.toLowerCase();
    return exact.has(folded) || patterns.some((matches) => matches(folded));
  };
}

function between(start: string, end: string): OriginTest {
  const least = start.length + end.length;
  return (origin) => origin.length >= least && origin.startsWith(start) && origin.endsWith(end);
}
