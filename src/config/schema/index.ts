export { AtLeast, AtMost, HttpStatuses, Known, NotEmpty, NotNegative, OneOf } from './constraints.js';
export {
  type Bounds,
  boundsOf,
  type Field,
  fieldsOf,
  type Scalar,
  type SectionClass,
  type Shape,
} from './field.js';
export {
  Choice,
  Count,
  Duration,
  Flag,
  ListOf,
  MapOf,
  Section,
  Sections,
  Size,
  Text,
  Whole,
} from './field-decorators.js';
export { isMasked, Masked, QueryMasked, withoutQuery } from './masked.js';
export { plainOf } from './plain.js';
