import {
  nameFilter,
  type ProfilePlaces,
  type ProfileWarning,
  readProfiles,
} from '../../config/profiles/index.js';
import { BackendProfile } from './backend-profile.js';
import { ProfileCatalogue } from './profile-catalogue.js';

/** Patterns of profile names: `proxy.profile_filter`. */
export type ProfileFilter = NonNullable<Parameters<typeof nameFilter>[0]>;

/** A catalogue, and what was odd about the files that it is made of. */
export interface LoadedProfiles {
  readonly catalogue: ProfileCatalogue;
  readonly warnings: readonly ProfileWarning[];
}

/** Reads the profiles of a program once, for the check of its configuration and for its run. */
export class ProfileSource {
  #loaded: LoadedProfiles | undefined;

  constructor(private readonly places: ProfilePlaces) {}

  /** The profiles that a filter leaves; all of them without one. */
  load(filter?: ProfileFilter): LoadedProfiles {
    const { catalogue, warnings } = (this.#loaded ??= this.#read());
    const filtered = catalogue.filtered(nameFilter(filter));
    return { catalogue: filtered, warnings: [...warnings, ...disputes(filtered)] };
  }

  /** Lets the next `load` look at the files again. */
  forget(): void {
    this.#loaded = undefined;
  }

  #read(): LoadedProfiles {
    const { definitions, warnings } = readProfiles(this.places);
    const profiles = definitions.map((definition) => new BackendProfile(definition));
    return { catalogue: new ProfileCatalogue(profiles), warnings };
  }
}

/** The profiles of a place as its files are now (backends.md §4). */
export function loadProfiles({
  filter,
  ...places
}: ProfilePlaces & { readonly filter?: ProfileFilter }): LoadedProfiles {
  return new ProfileSource(places).load(filter);
}

/** Of two that want one prefix the first by name has it; the other is reached under its own name. */
function disputes({ disputes }: ProfileCatalogue): readonly ProfileWarning[] {
  return disputes.map(({ spelling, keeper, loser }) => ({
    file: '',
    reason: `routing prefix "${spelling}" of profile ${loser} belongs to profile ${keeper} already`,
    skipped: false,
  }));
}
