export { MODEL_LOADERS } from './loaders/index.js';
export { type LoadOrder, LoadsModels, type ModelLoader, type OrderAnswer } from './model-loader.js';
export { ModelLoading } from './model-loading.js';
