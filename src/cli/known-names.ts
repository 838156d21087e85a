import type { KnownNames } from '../config/index.js';
import type { ProfileSource } from '../registry/profiles/index.js';

/** Names that a configuration may use, as far as they are known before anything starts. */
export function knownNames(profiles: ProfileSource): KnownNames {
  return {
    engines: ['olla', 'sherpa'],
    loadBalancers: ['least-connections', 'priority', 'round-robin'],
    profiles: profiles.load().catalogue,
  };
}
