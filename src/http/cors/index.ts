export { CorsPolicy, type CorsSettings, corsPolicyOf, isPreflight, isUnderCors } from './cors-policy.js';
