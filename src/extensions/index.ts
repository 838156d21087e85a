export { collectNamed } from './named-providers.js';
