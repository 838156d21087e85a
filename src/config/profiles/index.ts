export { nameFilter } from '../endpoints/name-filter.js';
export { shippedDefinitions } from './known-texts.js';
export { PROFILE, type ProfileDefinition } from './profile-definition.js';
export { profileDuration } from './profile-duration.js';
export type { ProfilePlaces } from './profile-folders.js';
export { type ProfileWarning, profileWarningText } from './profile-warning.js';
export { type ReadProfiles, readProfiles } from './read-profiles.js';
export { count, ignored, list, map, section, type Shape, text } from './shape.js';
