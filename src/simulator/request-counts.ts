/** How often each path was asked for, by purpose. */
export interface RequestCounts {
  /** Work for the models. */
  readonly generations: Readonly<Record<string, number>>;
  /** Health checks, listings, figures. */
  readonly probes: Readonly<Record<string, number>>;
  /** Paths that this server does not have. */
  readonly unknown: Readonly<Record<string, number>>;
  /** How often each model was asked to work, by the name in the request. */
  readonly models: Readonly<Record<string, number>>;
  readonly totals: { readonly generations: number; readonly probes: number; readonly unknown: number };
}

const MAX_KEYS = 200;
type Purpose = keyof RequestCounts['totals'];

/** Counts requests; unheard-of paths and names beyond a limit are counted together. */
export class RequestCounter {
  private readonly counts = {
    generations: new Map<string, number>(),
    probes: new Map<string, number>(),
    unknown: new Map<string, number>(),
  };
  private readonly models = new Map<string, number>();

  count(purpose: Purpose, path: string): void {
    add(this.counts[purpose], path);
  }

  countModel(name: string): void {
    add(this.models, name);
  }

  snapshot(): RequestCounts {
    const { generations, probes, unknown } = this.counts;
    return {
      generations: Object.fromEntries(generations),
      probes: Object.fromEntries(probes),
      unknown: Object.fromEntries(unknown),
      models: Object.fromEntries(this.models),
      totals: { generations: sum(generations), probes: sum(probes), unknown: sum(unknown) },
    };
  }
}

function add(counts: Map<string, number>, name: string): void {
  const key = counts.has(name) || counts.size < MAX_KEYS ? name : '(others)';
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

const sum = (counts: ReadonlyMap<string, number>): number => {
  let total = 0;
  for (const count of counts.values()) total += count;
  return total;
};
