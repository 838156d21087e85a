import { shippedDefinitions } from '../../config/profiles/index.js';
import { BackendProfile } from './backend-profile.js';
import type { Profile } from './profile.js';

let shipped: readonly Profile[] | undefined;

/** The twelve kinds of servers that Olla knows without any file. */
export function shippedProfiles(): readonly Profile[] {
  return (shipped ??= shippedDefinitions().map((definition) => new BackendProfile(definition)));
}
