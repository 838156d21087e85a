/** Where a value of the configuration came from. */
export interface Place {
  readonly line?: number;
  readonly column?: number;
  readonly variable?: string;
}

/** Tells where values came from. */
export type PlaceReader = Pick<Places, 'at' | 'pathOf'>;

/** Remembers for each key path where its value came from. */
export class Places {
  readonly #places = new Map<string, Place>();
  readonly #sections = new WeakMap<object, string>();

  set(path: string, place: Place): void {
    this.#places.set(path, place);
  }

  /** The place of exactly this path. */
  at(path: string): Place | undefined {
    return this.#places.get(path);
  }

  /** Remembers what path a section was read at: entries of a list may leave it later. */
  name(section: object, path: string): void {
    this.#sections.set(section, path);
  }

  pathOf(section: object): string | undefined {
    return this.#sections.get(section);
  }

  /** The place of the path, or of the nearest thing around it that has one. */
  of(path: string): Place {
    for (let at = path; ; at = parentOf(at)) {
      const place = this.#places.get(at);
      if (place) return place;
      if (at === '') return {};
    }
  }
}

/** `a.b[0].c` → `a.b[0]` → `a.b` → `a` → ``. */
function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('.'), path.lastIndexOf('[')));
}

/** The path of a key in a mapping. */
export const within = (path: string, key: string): string => (path === '' ? key : `${path}.${key}`);
