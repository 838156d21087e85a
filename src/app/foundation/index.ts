export { buildFoundation, type FoundationOptions, type Prepared } from './build-foundation.js';
export { builtInNames } from './built-in-names.js';
export type { Foundation } from './foundation.js';
