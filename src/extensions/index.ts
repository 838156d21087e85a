export type { Extension, NestModule } from './extension.js';
export { blamed, ExtensionError } from './extension-error.js';
export { loadExtensions } from './load-extensions.js';
export { collectNamed } from './named-providers.js';
