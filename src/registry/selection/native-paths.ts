import { type Endpoint, profileOf } from '../../core/endpoint.js';
import type { Scope } from '../../core/surface.js';
import { OPERATION_PATHS } from './operations.js';
import type { Profile } from '../profiles/index.js';

/**
 * Knows under which path a kind of server does what a client asks for on the usual one, so that Lemonade
 * and Docker Model Runner serve `/v1/chat/completions` like all others (backends.md §13.3).
 */
export class NativePaths {
  readonly #byProfile: ReadonlyMap<string, ReadonlyMap<string, string>>;

  constructor(profiles: readonly Profile[]) {
    this.#byProfile = new Map(profiles.map((profile) => [profile.name, translations(profile)]));
  }

  /**
   * The path for this endpoint. A route of a single provider speaks that provider's own paths already,
   * and one below a preserved base path was placed there by the operator: both stay as they are.
   */
  of(endpoint: Endpoint, path: string, scope: Scope): string {
    if (scope.failClosed || (endpoint.preservePath && endpoint.basePath !== '/')) return path;
    return this.#byProfile.get(profileOf(endpoint))?.get(path) ?? path;
  }
}

/** Usual path → own path, where they differ. */
function translations({ apiPaths, operations }: Profile): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [path, operation] of OPERATION_PATHS) {
    const own = operations.get(operation);
    if (own !== undefined && own !== path && !apiPaths.includes(path)) found.set(path, own);
  }
  return found;
}
