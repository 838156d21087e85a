import { ValidateNested } from 'class-validator';
import { NotNegative, OneOf } from './constraints.js';
import { declareField, type Scalar, type SectionClass, type Shape } from './field.js';

/** Any scalar, as it is written. */
export const Text = (): PropertyDecorator => field({ kind: 'text' });

/** A whole number. */
export const Whole = (): PropertyDecorator => field({ kind: 'integer' });

/** A whole number that the file cannot give below zero. */
export const Count = (): PropertyDecorator => field({ kind: 'count' });

/** A number of bytes: `1048576`, or `1MB`. */
export const Size = (): PropertyDecorator => field({ kind: 'size' });

/** `true`, `false`, `yes`, `no`, `on`, `off`. */
export const Flag = (): PropertyDecorator => field({ kind: 'flag' });

/** One of a few words. */
export const Choice = (...words: readonly string[]): PropertyDecorator =>
  field({ kind: 'text' }, OneOf(words));

/** Reads `30s`, `1d` or seconds, and holds milliseconds; refuses a negative one unless the section gives it a meaning. */
export const Duration = ({ negative = false } = {}): PropertyDecorator =>
  field({ kind: 'duration' }, ...(negative ? [] : [NotNegative()]));

export const ListOf = (of: Scalar): PropertyDecorator => field({ kind: 'list', of });

export const MapOf = (of: Shape): PropertyDecorator => field({ kind: 'map', of });

export const Section = (type: () => SectionClass): PropertyDecorator =>
  field({ kind: 'section', type }, ValidateNested());

export const Sections = (type: () => SectionClass): PropertyDecorator =>
  field({ kind: 'sections', type }, ValidateNested());

function field(shape: Shape, ...others: readonly PropertyDecorator[]): PropertyDecorator {
  return (prototype, name) => {
    declareField(prototype, String(name), shape);
    for (const decorate of others) decorate(prototype, name);
  };
}
