import type { Profile } from './profile.js';

const CACHED_PATHS = 1_024;
const LONGEST_CACHED_PATH = 256;

/**
 * Says which kinds of servers are known to answer a path (proxying.md §4.1). Equal answers are the
 * same object, so that what depends on one can be kept by reference.
 */
export class PathSupport {
  readonly #exact = new Map<string, ReadonlySet<string>>();
  readonly #interned = new Map<string, ReadonlySet<string>>();
  readonly #bySuffix = new Map<string, ReadonlySet<string> | undefined>();

  constructor(private readonly profiles: readonly Profile[]) {
    for (const path of new Set(profiles.flatMap((profile) => profile.apiPaths))) {
      this.#exact.set(
        path,
        this.#supporters((known) => known === path)!,
      );
    }
  }

  /** Names of the profiles that know the path, exactly or as a suffix; undefined = nobody does. */
  of(path: string): ReadonlySet<string> | undefined {
    return this.#exact.get(path) ?? this.#suffixOf(path);
  }

  #suffixOf(path: string): ReadonlySet<string> | undefined {
    const kept = this.#bySuffix.get(path);
    if (kept || this.#bySuffix.has(path)) return kept;
    const found = this.#supporters((known) => path.endsWith(known));
    if (path.length > LONGEST_CACHED_PATH) return found;
    if (this.#bySuffix.size >= CACHED_PATHS) this.#bySuffix.clear();
    this.#bySuffix.set(path, found);
    return found;
  }

  #supporters(matches: (known: string) => boolean): ReadonlySet<string> | undefined {
    const names = this.profiles.filter(({ apiPaths }) => apiPaths.some(matches)).map(({ name }) => name);
    if (names.length === 0) return undefined;
    const key = names.join();
    const known = this.#interned.get(key);
    if (known) return known;
    const fresh = new Set(names);
    this.#interned.set(key, fresh);
    return fresh;
  }
}
