export { ModelDiscovery } from './discovery.service.js';
export type { DiscoveryOptions } from './discovery-options.js';
export { DiscoveryFailure, isRecoverable, summaryOf } from './discovery-failure.js';
export type { DiscoveryStats } from './discovery-tally.js';
export { ModelListClient } from './model-list-client.js';
export {
  LIST_PARSERS,
  type JsonObject,
  type ModelListParser,
  ModelListParsers,
  OllamaParser,
  OpenAiParser,
  Parses,
  type ParserLookup,
} from './parsers/index.js';
export type { EndpointRefresh, RefreshReport } from './refresh-report.js';
export { StaleModels, type StaleOptions } from './stale-models.js';
