export { type Candidates, candidatesIn, candidatesOf, inStagedTiers, NOBODY } from './candidates.js';
export { Field } from './field.js';
export { ModelNames } from './model-names.js';
export { NativePaths } from './native-paths.js';
export { type PathFacts, PathInspector } from './path-facts.js';
