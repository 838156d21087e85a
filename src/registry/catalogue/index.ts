export { type Catalogue, CatalogueSource } from './catalogue.js';
export { type CatalogueOptions, CatalogueView } from './catalogue-view.js';
export * from './rules/index.js';
export type { ModelAlias, ModelSource, UnifiedModel } from './unified-model.js';
