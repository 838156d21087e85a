export { ConfigError } from './config-error.js';
export { OllaConfigModule } from './config.module.js';
export { ConfigSource } from './config-source.js';
export { endpointDefinitions, type ProfileDefaults } from './endpoints/endpoint-definitions.js';
export { joinUrl } from './endpoints/join-url.js';
export { nameFilter } from './endpoints/name-filter.js';
export type { Environment } from './environment/interpolation.js';
export type { KnownNames, KnownTypes } from './known-names.js';
export * from './live-sections.js';
export { loadConfig, type LoadOptions } from './load-config.js';
export { type LoadedConfig, parseConfig, type ParseOptions } from './parse-config.js';
export { suggestion } from './nearest.js';
export { printableConfig } from './printable-config.js';
export { plainOf } from './schema/index.js';
export { type ConfigNotice, type ConfigProblem, problemText } from './problem.js';
export * from './sections/index.js';
export {
  type ChangeOptions,
  type ConfigChange,
  ConfigControl,
  type ConfigState,
  type Generation,
  type ReloadReport,
} from './reload/config-control.js';
export { patternComplaint } from './rules/filter-patterns.js';
export { maskedText, restoreSecrets } from './masking/index.js';
export { diffConfigs } from './reload/diff.js';
export type { Place, PlaceReader } from './places.js';
export { sourcesOf, type ValueSource } from './sources-of.js';
