export { capabilityUnavailable, endpointsAble, type NamedModel } from './endpoints-able.js';
export { endpointsWith } from './endpoints-with.js';
export { hasCapability } from './synonyms.js';
