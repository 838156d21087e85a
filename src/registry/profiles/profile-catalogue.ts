import { BUILT_IN_PROFILES } from './built-in-profiles.js';
import { PathSupport } from './path-support.js';
import type { Profile } from './profile.js';

/** What an endpoint without a type, or with type `auto`, has in place of a profile name. */
export const AUTO = 'auto';

const GENERIC = 'openai-compatible';

/** Every kind of server that Olla knows, and the spellings under which people ask for them. */
export class ProfileCatalogue {
  /** Sorted by name; the generic one comes last. */
  readonly all: readonly Profile[];
  readonly #byName: ReadonlyMap<string, Profile>;
  readonly #bySpelling = new Map<string, Profile>();
  readonly #paths: PathSupport;

  constructor(profiles: readonly Profile[] = BUILT_IN_PROFILES) {
    this.all = [...profiles].sort(genericLast);
    this.#byName = new Map(this.all.map((profile) => [profile.name, profile]));
    this.#paths = new PathSupport(this.all);
    for (const profile of this.all) this.#claim(profile, profile.name);
    for (const profile of this.all) {
      for (const spelling of [...profile.prefixes, ...profile.aliases]) this.#claim(profile, spelling);
    }
  }

  byName(name: string): Profile | undefined {
    return this.#byName.get(name);
  }

  /**
   * Profile name of a configured type, in whatever spelling; `auto` for `auto` and for no type;
   * undefined for one that is unknown.
   */
  canonical(type: string): string | undefined {
    const spelling = fold(type.trim());
    if (spelling === '' || spelling === AUTO) return AUTO;
    return this.#bySpelling.get(spelling)?.name;
  }

  /** The profile whose routes begin with `/olla/<segment>/`, in whatever spelling. */
  byPrefix(segment: string): Profile | undefined {
    return this.#bySpelling.get(segment) ?? this.#bySpelling.get(fold(segment));
  }

  /** The types that a message offers to somebody who gave an unknown one. */
  typeNames(): readonly string[] {
    return [...this.all.map(({ name }) => name).filter((name) => name !== GENERIC), AUTO];
  }

  /** Names of the profiles that know this path; the same object for the same answer, undefined for nobody. */
  supportingPath(path: string): ReadonlySet<string> | undefined {
    return this.#paths.of(path);
  }

  /** The first to claim a spelling keeps it, and a name goes before a prefix. */
  #claim(profile: Profile, spelling: string): void {
    for (const key of [spelling, fold(spelling)]) {
      if (!this.#bySpelling.has(key)) this.#bySpelling.set(key, profile);
    }
  }
}

const fold = (spelling: string): string => spelling.toLowerCase().replaceAll('_', '-');

function genericLast(a: Profile, b: Profile): number {
  if (a.name === GENERIC || b.name === GENERIC) return a.name === GENERIC ? 1 : -1;
  return a.name < b.name ? -1 : 1;
}
