/** The lowest of some versions, compared by their numbers; undefined for none. */
export function lowest(versions: readonly string[]): string | undefined {
  return versions.reduce<string | undefined>(
    (least, version) => (least === undefined || compare(version, least) < 0 ? version : least),
    undefined,
  );
}

/** `0.9.2` before `0.12.0`; a version in the making (`0.12.0-rc1`) before the finished one. */
function compare(a: string, b: string): number {
  const [mine, theirs] = [partsOf(a), partsOf(b)];
  for (let i = 0; i < Math.max(mine.numbers.length, theirs.numbers.length); i++) {
    const difference = (mine.numbers[i] ?? 0) - (theirs.numbers[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return Number(mine.finished) - Number(theirs.finished);
}

function partsOf(version: string): { readonly numbers: readonly number[]; readonly finished: boolean } {
  const [core = '', inTheMaking] = version.replace(/^v/, '').split('-', 2);
  const numbers = core.split('.').map((part) => Number.parseInt(part, 10) || 0);
  return { numbers, finished: inTheMaking === undefined };
}
