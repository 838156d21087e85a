export { ModelPolicies } from './model-policies.js';
export { ModelPolicy } from './model-policy.js';
export { LivePolicies } from './live-policies.js';
