/** How often each path was asked for, by purpose. */
export interface RequestCounts {
  /** Work for the models. */
  readonly generations: Readonly<Record<string, number>>;
  /** Health checks, listings, figures. */
  readonly probes: Readonly<Record<string, number>>;
  /** Paths that this server does not have. */
  readonly unknown: Readonly<Record<string, number>>;
  readonly totals: { readonly generations: number; readonly probes: number; readonly unknown: number };
}

const MAX_PATHS = 200;
type Purpose = keyof RequestCounts['totals'];

/** Counts requests; unheard-of paths beyond a limit are counted together. */
export class RequestCounter {
  private readonly counts = {
    generations: new Map<string, number>(),
    probes: new Map<string, number>(),
    unknown: new Map<string, number>(),
  };

  count(purpose: Purpose, path: string): void {
    const paths = this.counts[purpose];
    const key = paths.has(path) || paths.size < MAX_PATHS ? path : '(others)';
    paths.set(key, (paths.get(key) ?? 0) + 1);
  }

  snapshot(): RequestCounts {
    const { generations, probes, unknown } = this.counts;
    return {
      generations: Object.fromEntries(generations),
      probes: Object.fromEntries(probes),
      unknown: Object.fromEntries(unknown),
      totals: { generations: sum(generations), probes: sum(probes), unknown: sum(unknown) },
    };
  }
}

const sum = (counts: ReadonlyMap<string, number>): number => {
  let total = 0;
  for (const count of counts.values()) total += count;
  return total;
};
