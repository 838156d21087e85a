export { ModelDiscovery } from './discovery.service.js';
export type { DiscoveryOptions } from './discovery-options.js';
export { DiscoveryFailure, isRecoverable, summaryOf } from './discovery-failure.js';
export { ModelListClient } from './model-list-client.js';
export { Parses, type ModelListParser } from './model-list-parser.js';
export { ModelListParsers, type ParserLookup } from './model-list-parsers.js';
export { OllamaParser } from './ollama.parser.js';
export { OpenAiParser } from './openai.parser.js';
