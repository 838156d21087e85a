import type { EndpointState } from '../core/endpoint.js';
import type { ModelHolder, ModelLookup } from '../core/fleet.js';

const SHELVES = 1_024;
type Shelf = ReadonlyMap<string, readonly ModelHolder[]>;
const EMPTY: Shelf = new Map();

/**
 * Who has which model: a hash table in shelves. A change copies the shelves that it touches and shares
 * the others, so that one endpoint's new list costs what that list is long, however large the fleet.
 */
export class ModelIndex implements ModelLookup {
  static readonly empty = ModelIndex.of([]);

  private constructor(
    private readonly shelves: readonly Shelf[],
    readonly size: number,
  ) {}

  /** The index of a whole fleet, holders in configuration order. */
  static of(endpoints: readonly EndpointState[]): ModelIndex {
    const shelves: Map<string, ModelHolder[]>[] = [];
    let size = 0;
    for (const state of endpoints) {
      for (const [name, holder] of holdersOf(state)) {
        const shelf = (shelves[shelfOf(name)] ??= new Map<string, ModelHolder[]>());
        const known = shelf.get(name);
        if (known) known.push(holder);
        else {
          shelf.set(name, [holder]);
          size++;
        }
      }
    }
    return new ModelIndex(
      Array.from({ length: SHELVES }, (_, at) => shelves[at] ?? EMPTY),
      size,
    );
  }

  get(name: string): readonly ModelHolder[] | undefined {
    return this.shelves[shelfOf(name)]!.get(name);
  }

  has(name: string): boolean {
    return this.shelves[shelfOf(name)]!.has(name);
  }

  /**
   * The index with one endpoint's new list in place of its old one.
   * @param rank place of an endpoint in the configuration, by URL
   */
  with(before: EndpointState, after: EndpointState, rank: (url: string) => number): ModelIndex {
    const shelves = [...this.shelves];
    const own = new Set<number>();
    let { size } = this;
    const open = (name: string): Map<string, readonly ModelHolder[]> => {
      const at = shelfOf(name);
      if (!own.has(at)) {
        own.add(at);
        shelves[at] = new Map(shelves[at]);
      }
      return shelves[at] as Map<string, readonly ModelHolder[]>;
    };
    const { url } = after.endpoint;
    const fresh = holdersOf(after);
    for (const name of holdersOf(before).keys()) {
      if (fresh.has(name)) continue;
      const shelf = open(name);
      const others = shelf.get(name)!.filter((holder) => holder.url !== url);
      if (others.length > 0) shelf.set(name, others);
      else if (shelf.delete(name)) size--;
    }
    for (const [name, holder] of fresh) {
      const shelf = open(name);
      const others = (shelf.get(name) ?? []).filter((known) => known.url !== url);
      if (others.length === 0 && !shelf.has(name)) size++;
      const place = others.findIndex((known) => rank(known.url) > rank(url));
      shelf.set(name, place < 0 ? [...others, holder] : others.toSpliced(place, 0, holder));
    }
    return new ModelIndex(shelves, size);
  }
}

function holdersOf({ models, endpoint: { url } }: EndpointState): Map<string, ModelHolder> {
  const holders = new Map<string, ModelHolder>();
  for (const { name } of models) {
    const key = name.toLowerCase();
    if (!holders.has(key)) holders.set(key, { url, nativeName: name });
  }
  return holders;
}

/** FNV-1a over the code units. */
function shelfOf(name: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < name.length; at++) hash = Math.imul(hash ^ name.charCodeAt(at), 0x01000193);
  return (hash ^ (hash >>> 15)) & (SHELVES - 1);
}
