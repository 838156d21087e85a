/**
 * The value of each wanted metric, summed over all its series; undefined for one that is not there. Reads
 * the text format of Prometheus and passes over whatever it does not understand.
 */
export function sumsOf(text: string, names: readonly string[]): readonly (number | undefined)[] {
  const sums = new Map<string, number>();
  for (let from = 0; from < text.length;) {
    const newline = text.indexOf('\n', from);
    const to = newline < 0 ? text.length : newline;
    const name = names.find((wanted) => text.startsWith(wanted, from) && endsAt(text, from + wanted.length));
    if (name !== undefined) {
      const value = valueOf(text.slice(from + name.length, to));
      if (Number.isFinite(value)) sums.set(name, (sums.get(name) ?? 0) + value);
    }
    from = to + 1;
  }
  return names.map((name) => sums.get(name));
}

const endsAt = (text: string, at: number): boolean => '{ \t'.includes(text.charAt(at));

/** The number after the labels; a time stamp may follow it. */
function valueOf(rest: string): number {
  const [value = ''] = rest
    .slice(rest.lastIndexOf('}') + 1)
    .trim()
    .split(/\s/, 1);
  return value === '' ? NaN : Number(value);
}
