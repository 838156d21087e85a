import { IsIn, IsNotEmpty, Max, Min, type ValidationArguments } from 'class-validator';
import { formatDuration } from '../../core/duration.js';
import { fieldsOf, type SectionClass } from './field.js';

export const NotNegative = (): PropertyDecorator =>
  Min(0, { message: (found) => `must not be negative, got ${shown(found)}` });

export const NotEmpty = (message: string): PropertyDecorator => IsNotEmpty({ message });

/** Both bounds with one message each; `$value` is what was found. */
export const AtLeast = (least: number, message: string): PropertyDecorator => Min(least, { message });
export const AtMost = (most: number, message: string): PropertyDecorator => Max(most, { message });

export const OneOf = (words: readonly string[]): PropertyDecorator =>
  IsIn(words, { message: (found) => `must be one of ${words.join(', ')}, got ${shown(found)}` });

export const HttpStatuses = (): PropertyDecorator => (prototype, property) => {
  const message = ({ value }: ValidationArguments): string =>
    `must be statuses from 400 to 599, got ${String(value)}`;
  Min(400, { each: true, message })(prototype, property);
  Max(599, { each: true, message })(prototype, property);
};

function shown({ value, object, property }: ValidationArguments): string {
  if (typeof value === 'string') return `"${value}"`;
  const field = fieldsOf(object.constructor as SectionClass).find((known) => known.property === property);
  return field?.shape.kind === 'duration' ? formatDuration(value as number) : String(value);
}
