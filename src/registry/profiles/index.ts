export { BackendProfile } from './backend-profile.js';
export { LiveProfiles } from './live-profiles.js';
export type { AnthropicSupport, Profile } from './profile.js';
export { AUTO, GENERIC, ProfileCatalogue } from './profile-catalogue.js';
export type {
  AuthHint,
  DetectionHints,
  MetricsExtraction,
  ModelCapabilities,
  ModelResources,
  TelemetryPaths,
} from './profile-facts.js';
export { type LoadedProfiles, loadProfiles, type ProfileFilter, ProfileSource } from './profile-source.js';
export { logProfileWarnings } from './profile-log.js';
export { type ProfileWarning, profileWarningText } from '../../config/profiles/index.js';
