export type { ModelFacts } from './model-facts.js';
export { ModelReader } from './model-reader.js';
export { likelyPlatform, platformOf } from './platform.js';
