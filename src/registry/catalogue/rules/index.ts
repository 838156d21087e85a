export { defaultModelRules } from './compile-rules.js';
export { type LoadedModelRules, loadModelRules } from './load-model-rules.js';
export type { ContextThresholds, ModelRules } from './model-rules.js';
export { reportModelRules } from './report-model-rules.js';
