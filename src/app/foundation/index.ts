export {
  buildFoundation,
  type FoundationOptions,
  type FoundationParts,
  type Prepared,
  readFoundation,
} from './build-foundation.js';
export { builtInNames } from './built-in-names.js';
export type { Foundation } from './foundation.js';
