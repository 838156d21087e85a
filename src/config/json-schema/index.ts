export { headed, type JsonSchema } from './json-schema.js';
export { type Describe, SectionSchemas } from './section-schema.js';
export { shapeSchema } from './shape-schema.js';
