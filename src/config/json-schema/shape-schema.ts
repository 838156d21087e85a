import type { Shape } from '../profiles/shape.js';
import { type JsonSchema, mapping, scalarRef } from './json-schema.js';

/** The schema of a file whose keys are told by a shape: profiles and `models.yaml`. */
export function shapeSchema(shape: Shape): JsonSchema {
  switch (shape.kind) {
    case 'ignored':
      return {};
    case 'section':
      return mapping(
        Object.fromEntries(Object.entries(shape.keys).map(([key, of]) => [key, shapeSchema(of)])),
      );
    case 'map':
      return { type: ['object', 'null'], additionalProperties: shapeSchema(shape.of) };
    case 'list':
      return { type: ['array', 'null'], items: shapeSchema(shape.of) };
    default:
      return scalarRef(shape.kind);
  }
}
