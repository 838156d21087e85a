interface Filter {
  readonly include: readonly string[];
  readonly exclude: readonly string[];
}

/** Whether a name passes a filter; without one every name does (configuration.md §11.2). */
export function nameFilter(filter: Filter | undefined): (name: string) => boolean {
  const include = (filter?.include ?? []).map(matcher);
  const exclude = (filter?.exclude ?? []).map(matcher);
  return (name) => {
    const folded = name.toLowerCase();
    const included = include.length === 0 || include.some((matches) => matches(folded));
    return included && !exclude.some((matches) => matches(folded));
  };
}

function matcher(pattern: string): (name: string) => boolean {
  const folded = pattern.toLowerCase();
  const wanted = folded.replace(/^\*|\*$/g, '');
  const open = { before: folded.startsWith('*'), after: folded.endsWith('*') };
  if (open.before && open.after) return (name) => name.includes(wanted);
  if (open.before) return (name) => name.endsWith(wanted);
  if (open.after) return (name) => name.startsWith(wanted);
  return (name) => name === wanted;
}
