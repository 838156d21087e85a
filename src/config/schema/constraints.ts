import { IsIn, IsNotEmpty, Max, Min, type ValidationArguments } from 'class-validator';
import { formatDuration } from '../../core/duration.js';
import { type Bounds, declareBounds, fieldsOf, type SectionClass } from './field.js';

export const NotNegative = (): PropertyDecorator =>
  both({ minimum: 0 }, Min(0, { message: (found) => `must not be negative, got ${shown(found)}` }));

export const NotEmpty = (message: string): PropertyDecorator =>
  both({ minLength: 1 }, IsNotEmpty({ message }));

/** Both bounds with one message each; `$value` is what was found. */
export const AtLeast = (least: number, message: string): PropertyDecorator =>
  both({ minimum: least }, Min(least, { message }));
export const AtMost = (most: number, message: string): PropertyDecorator =>
  both({ maximum: most }, Max(most, { message }));

export const OneOf = (words: readonly string[]): PropertyDecorator =>
  both(
    { enum: words },
    IsIn(words, { message: (found) => `must be one of ${words.join(', ')}, got ${shown(found)}` }),
  );

/** Words that Olla knows by itself: editors offer them. What else may stand there is for a rule to say. */
export const Known =
  (...words: readonly string[]): PropertyDecorator =>
  (prototype, property) =>
    declareBounds(prototype, property, { examples: words });

export const HttpStatuses = (): PropertyDecorator => (prototype, property) => {
  const message = ({ value }: ValidationArguments): string =>
    `must be statuses from 400 to 599, got ${String(value)}`;
  Min(400, { each: true, message })(prototype, property);
  Max(599, { each: true, message })(prototype, property);
  declareBounds(prototype, property, { minimum: 400, maximum: 599 });
};

const both =
  (bounds: Bounds, check: PropertyDecorator): PropertyDecorator =>
  (prototype, property) => {
    check(prototype, property);
    declareBounds(prototype, property, bounds);
  };

function shown({ value, object, property }: ValidationArguments): string {
  if (typeof value === 'string') return `"${value}"`;
  const field = fieldsOf(object.constructor as SectionClass).find((known) => known.property === property);
  return field?.shape.kind === 'duration' ? formatDuration(value as number) : String(value);
}
