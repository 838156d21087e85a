import { PathSupport } from './path-support.js';
import type { Profile } from './profile.js';
import { shippedProfiles } from './shipped-profiles.js';
import { type Dispute, Spellings } from './spellings.js';

/** What an endpoint without a type, or with type `auto`, has in place of a profile name. */
export const AUTO = 'auto';

/** The profile that stands in for all that is not known. */
export const GENERIC = 'openai-compatible';

/** Every kind of server that Olla knows, and the spellings under which people ask for them. */
export class ProfileCatalogue {
  /** Sorted by name; the generic one comes last. */
  readonly all: readonly Profile[];
  /** Prefixes that more than one profile lays claim to. */
  readonly disputes: readonly Dispute[];
  readonly #byName: ReadonlyMap<string, Profile>;
  readonly #types: Spellings;
  readonly #segments: Spellings;
  readonly #paths: PathSupport;

  /** @param profiles those that are shipped when none are given */
  constructor(profiles: readonly Profile[] = shippedProfiles()) {
    this.all = [...profiles].sort(genericLast);
    this.#byName = new Map(this.all.map((profile) => [profile.name, profile]));
    this.#paths = new PathSupport(this.all);
    this.#types = new Spellings(this.all);
    this.#segments = new Spellings(this.all.filter(({ prefixes }) => prefixes.length > 0));
    this.disputes = this.#types.disputes;
  }

  byName(name: string): Profile | undefined {
    return this.#byName.get(name);
  }

  /** The profile of this name, else the generic one; undefined when that is filtered out as well. */
  byNameOrGeneric(name: string): Profile | undefined {
    return this.#byName.get(name) ?? this.#byName.get(GENERIC);
  }

  /**
   * Profile name of a configured type, in whatever spelling; `auto` for `auto` and for no type;
   * undefined for one that is unknown.
   */
  canonical(type: string): string | undefined {
    const spelling = type.trim();
    if (spelling === '' || spelling.toLowerCase() === AUTO) return AUTO;
    return this.#types.find(spelling)?.name;
  }

  /** The profile whose routes begin with `/olla/<segment>/`, in whatever spelling. */
  byPrefix(segment: string): Profile | undefined {
    return this.#segments.find(segment);
  }

  /** The types that a message offers to somebody who gave an unknown one. */
  typeNames(): readonly string[] {
    return [...this.all.map(({ name }) => name).filter((name) => name !== GENERIC), AUTO];
  }

  /** Names of the profiles that know this path; the same object for the same answer, undefined for nobody. */
  supportingPath(path: string): ReadonlySet<string> | undefined {
    return this.#paths.of(path);
  }

  /** A catalogue of the profiles whose names are kept: the others are neither routes nor types. */
  filtered(kept: (name: string) => boolean): ProfileCatalogue {
    const left = this.all.filter(({ name }) => kept(name));
    return left.length === this.all.length ? this : new ProfileCatalogue(left);
  }
}

function genericLast(a: Profile, b: Profile): number {
  if (a.name === GENERIC || b.name === GENERIC) return a.name === GENERIC ? 1 : -1;
  return a.name < b.name ? -1 : 1;
}
