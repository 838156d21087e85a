import type { Profile } from './profile.js';

/** A spelling that two profiles lay claim to. */
export interface Dispute {
  readonly spelling: string;
  readonly keeper: string;
  readonly loser: string;
}

/**
 * Finds profiles by what people call them. A name goes before a prefix and both before an alias; of two
 * profiles the first one keeps a spelling. What is asked for in other letters, or with `_` for `-`, is found
 * after what is spelled exactly so.
 */
export class Spellings {
  readonly disputes: readonly Dispute[];
  readonly #exact = new Map<string, Profile>();
  readonly #folded = new Map<string, Profile>();

  /** @param profiles sorted by name */
  constructor(profiles: readonly Profile[]) {
    const disputes: Dispute[] = [];
    for (const profile of profiles) this.#claim(profile, profile.name);
    for (const profile of profiles) {
      for (const prefix of profile.prefixes) {
        const keeper = this.#claim(profile, prefix);
        if (keeper !== profile) {
          disputes.push({ spelling: prefix, keeper: keeper.name, loser: profile.name });
        }
      }
    }
    for (const profile of profiles) for (const alias of profile.aliases) this.#claim(profile, alias);
    this.disputes = disputes;
  }

  find(spelling: string): Profile | undefined {
    return this.#exact.get(spelling) ?? this.#folded.get(fold(spelling));
  }

  /** Whose the spelling is now. */
  #claim(profile: Profile, spelling: string): Profile {
    const folded = fold(spelling);
    if (!this.#folded.has(folded)) this.#folded.set(folded, profile);
    const keeper = this.#exact.get(spelling) ?? profile;
    this.#exact.set(spelling, keeper);
    return keeper;
  }
}

const fold = (spelling: string): string => spelling.trim().toLowerCase().replaceAll('_', '-');
