import type { KnownNames } from '../config/index.js';
import type { ProfileSource } from '../registry/profiles/index.js';

/** What Olla brings itself. */
export const builtInNames: KnownNames = {
  engines: ['olla', 'sherpa'],
  loadBalancers: ['least-connections', 'priority', 'round-robin'],
};

/** Names that a configuration may use, as far as they are known before anything starts. */
export function knownNames(profiles: ProfileSource): KnownNames {
  return { ...builtInNames, profiles: profiles.load().catalogue };
}
