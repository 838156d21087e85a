export { AUTO, ProfileCatalogue } from './profile-catalogue.js';
export { BUILT_IN_PROFILES } from './built-in-profiles.js';
export type { ListFormat, Profile } from './profile.js';
